package io.strongroom.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a trail has done since it started.
///
/// @param open whether records are taken
/// @param recorded durable records
/// @param commits commits that made them durable
/// @param dropped records that say that the result was dropped
/// @param queued events that wait to become durable
/// @param lastCommit null before the first one
public record AuditStatistics(
        boolean open,
        long recorded,
        long commits,
        long dropped,
        int queued,
        @Nullable Instant lastCommit) {}
