package io.strongroom.core.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known about a task, over all nodes.
///
/// @param holder node that runs it, null while none does
/// @param lastRun end of the last run, null before the first
/// @param lastSucceeded whether the last run succeeded
/// @param nextRun when it is due
public record TaskState(
        String task,
        @Nullable String holder,
        @Nullable Instant lastRun,
        boolean lastSucceeded,
        Instant nextRun) {}
