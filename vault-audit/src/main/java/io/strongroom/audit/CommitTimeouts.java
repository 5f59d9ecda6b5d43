package io.strongroom.audit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Ends waits that exceed the commit limit. Checking the oldest event every few milliseconds is
/// cheaper than a timer for each event.
final class CommitTimeouts implements Runnable {
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final long limitNanos;
    private final Queue<Pending> oldestFirst = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    /// @param limitNanos how long an event may wait
    CommitTimeouts(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    void add(Pending pending) {
        oldestFirst.add(pending);
    }

    /// Lets the thread end once no event waits.
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        long pause = Math.min(LONGEST_PAUSE_NANOS, Math.max(1, limitNanos / 20));
        while (!stopping || !oldestFirst.isEmpty()) {
            check();
            LockSupport.parkNanos(this, pause);
        }
    }

    private void check() {
        Pending oldest = oldestFirst.peek();
        while (oldest != null && (oldest.isSettled() || oldest.hasWaited(limitNanos))) {
            oldest.giveUp();
            oldestFirst.remove();
            oldest = oldestFirst.peek();
        }
    }
}
