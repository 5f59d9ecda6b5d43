package io.strongroom.audit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Tells those that have waited for too long that they need not wait. One look at the oldest, every
/// few milliseconds, is cheaper than a timer for each.
final class Deadlines implements Runnable {
    private static final long LONGEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final long limitNanos;
    private final Queue<Pending> oldestFirst = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    /// @param limitNanos how long they wait
    Deadlines(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    void add(Pending pending) {
        oldestFirst.add(pending);
    }

    /// Ends when nobody waits any more.
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        long pause = Math.min(LONGEST_LOOK_NANOS, Math.max(1, limitNanos / 20));
        while (!stopping || !oldestFirst.isEmpty()) {
            look();
            LockSupport.parkNanos(this, pause);
        }
    }

    private void look() {
        Pending oldest = oldestFirst.peek();
        while (oldest != null && (oldest.isSettled() || oldest.hasWaited(limitNanos))) {
            oldest.giveUp();
            oldestFirst.remove();
            oldest = oldestFirst.peek();
        }
    }
}
