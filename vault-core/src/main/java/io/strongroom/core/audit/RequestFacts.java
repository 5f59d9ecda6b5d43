package io.strongroom.core.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a request before anything of it is verified.
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
        long receivedNanos) {

    /// The facts in a record of the service's own work, in place of those of a request.
    ///
    /// @param correlationId names the run of the task
    /// @param task what the service does, such as `purge`
    public static RequestFacts ofTask(String correlationId, String task, Instant started) {
        return new RequestFacts(
                correlationId,
                "TASK",
                "strongroom:tasks/" + task,
                null,
                "127.0.0.1",
                null,
                started,
                System.nanoTime());
    }
}
