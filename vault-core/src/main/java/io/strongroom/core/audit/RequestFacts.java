package io.strongroom.core.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a request before anything of it is believed.
///
/// @param correlationId names the request in the answer, the log and the record
/// @param method HTTP method
/// @param uri as dialled, without the query's values other than the api-version
/// @param apiVersion as sent, null when absent
/// @param clientAddress textual IP address
/// @param userAgent at most 256 characters, null when absent
/// @param received when it arrived
/// @param receivedNanos the same on the monotonic clock, in nanoseconds
public record RequestFacts(
        String correlationId,
        String method,
        String uri,
        @Nullable String apiVersion,
        String clientAddress,
        @Nullable String userAgent,
        Instant received,
        long receivedNanos) {}
