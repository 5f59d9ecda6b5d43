package io.strongroom.it.campaign;

import io.strongroom.it.harness.Load.Attempt;
import java.time.Duration;
import java.util.List;

/// When things happened in a round of [Failover], on the monotonic clock in nanoseconds.
///
/// @param quiet from when on nothing could be acknowledged
/// @param lost when a server was lost
/// @param returning when the promotion began, or the start of the standby
/// @param returned when that ended
record Marks(long quiet, long lost, long returning, long returned) {
    /// Calls that began after nothing could be acknowledged any more, and were acknowledged before
    /// that could be again.
    long acknowledgedMeanwhile(List<Attempt> attempts) {
        return attempts.stream()
                .filter(a -> a.acknowledged() && a.begun() > quiet && a.ended() < returning)
                .count();
    }

    Duration fromLoss(List<Attempt> attempts) {
        return since(lost, attempts);
    }

    /// From the return, or from the loss when that was later.
    Duration fromReturn(List<Attempt> attempts) {
        return since(Math.max(lost, returned), attempts);
    }

    private Duration since(long mark, List<Attempt> attempts) {
        return Duration.ofNanos(Math.max(0, served(attempts) - mark));
    }

    /// The end of the longest time without success.
    private long served(List<Attempt> attempts) {
        long last = Math.min(quiet, Math.min(lost, returning));
        long longest = 0;
        long served = last;
        for (long success : successesAfter(last, attempts)) {
            if (success - last > longest) {
                longest = success - last;
                served = success;
            }
            last = success;
        }
        return served;
    }

    private static long[] successesAfter(long mark, List<Attempt> attempts) {
        return attempts.stream()
                .filter(Attempt::acknowledged)
                .mapToLong(Attempt::ended)
                .filter(ended -> ended > mark)
                .sorted()
                .toArray();
    }
}
