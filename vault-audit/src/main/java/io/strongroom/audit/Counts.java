package io.strongroom.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counters of a trail. Written by the writer, read by any thread.
final class Counts {
    private final Clock clock;
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong swallowed = new AtomicLong();
    private volatile @Nullable Instant lastCommit;

    Counts(Clock clock) {
        this.clock = clock;
    }

    void add(Batch batch) {
        recorded.addAndGet(batch.events().size());
        dropped.addAndGet(batch.events().stream().filter(Pending::isDropped).count());
        commits.incrementAndGet();
        lastCommit = clock.instant();
    }

    void swallowed(int records) {
        swallowed.addAndGet(records);
    }

    AuditStatistics snapshot(boolean open, boolean replicated, int queued) {
        return new AuditStatistics(
                open,
                replicated,
                recorded.get(),
                commits.get(),
                dropped.get(),
                swallowed.get(),
                queued,
                lastCommit);
    }
}
