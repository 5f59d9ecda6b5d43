package io.strongroom.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Statistics of a trail since its start.
///
/// @param open whether the trail accepts records
/// @param replicated whether durable records are on a second machine too
/// @param recorded durable records
/// @param commits commits of these records
/// @param dropped records of dropped results
/// @param swallowed records that the store accepted and did not keep; their callers were refused
/// @param queued events that are not durable yet
/// @param lastCommit null before the first commit
public record AuditStatistics(
        boolean open,
        boolean replicated,
        long recorded,
        long commits,
        long dropped,
        long swallowed,
        int queued,
        @Nullable Instant lastCommit) {}
