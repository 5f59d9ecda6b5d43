package io.strongroom.core.audit;

import io.strongroom.core.identity.TenantId;
import java.time.Instant;

/// A row of the log that is not what the service stored. Nothing of it can be trusted, so it shows
/// where it is and what is wrong, and no event.
///
/// @param tenant in whose log the row is
/// @param time that orders the row in the log
/// @param reason what is wrong with the row, never a value of it
public record BrokenRecord(TenantId tenant, Instant time, String node, long sequence, String reason)
        implements LogEntry {}
