package io.strongroom.core.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// The failures of one key in the last minute. Its monitor guards the times; whether the key may be
/// used is read without it.
final class RecentFailures {
    static final Duration MINUTE = Duration.ofSeconds(60);

    private final Deque<Instant> times = new ArrayDeque<>();
    private final int limit;

    /// When the key may be used again; in the past while its budget is not used up.
    private volatile Instant free = Instant.MIN;

    RecentFailures(int limit) {
        this.limit = limit;
    }

    Instant free() {
        return free;
    }

    /// Adds a failure.
    ///
    /// @return false if there are as many as there may be
    synchronized boolean add(Instant now) {
        forget(now);
        if (times.size() >= limit) {
            return false;
        }
        times.addLast(now);
        if (times.size() == limit) {
            free = times.getFirst().plus(MINUTE);
        }
        return true;
    }

    /// Whether the last failure is more than a minute ago.
    synchronized boolean isOver(Instant now) {
        forget(now);
        return times.isEmpty();
    }

    private void forget(Instant now) {
        Instant start = now.minus(MINUTE);
        while (!times.isEmpty() && !times.getFirst().isAfter(start)) {
            times.removeFirst();
        }
    }
}
