package io.strongroom.postgres;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Keeps a sweep at a bounded rate.
final class SweepPace {
    private static final int BURST = 100;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private long next = System.nanoTime();
    private int burst;

    /// @param perSecond most rows in a second
    SweepPace(int perSecond) {
        this.perSecond = perSecond;
    }

    /// Waits until another row may be read. What was missed within the last second is caught up.
    void row() {
        if (++burst < BURST) {
            return;
        }
        burst = 0;
        next = Math.max(next, System.nanoTime() - SECOND) + SECOND * BURST / perSecond;
        while (next - System.nanoTime() > 0) {
            LockSupport.parkNanos(next - System.nanoTime());
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
