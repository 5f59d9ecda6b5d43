package io.strongroom.it.campaign;

import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Waiting;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Threads that use something while it is taken away. A call counts as begun after the change when
/// its thread saw the acknowledgement before it sent the call.
final class Race {
    private final AtomicLong usedBefore = new AtomicLong();
    private final AtomicLong begunAfter = new AtomicLong();
    private final AtomicLong usedAfter = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private volatile boolean acknowledged;
    private volatile boolean abandoned;

    private Race() {}

    /// Runs one race.
    ///
    /// @param calls what the thread of this number does
    /// @param change takes the right away, and returns when that is acknowledged
    /// @param afterwards how many calls each thread begins after the acknowledgement
    static Race run(
            int threads, IntFunction<Supplier<Answer>> calls, Runnable change, int afterwards) {
        Race race = new Race();
        List<Thread> racers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Supplier<Answer> call = calls.apply(i);
            racers.add(Thread.ofPlatform().start(() -> race.use(call, afterwards)));
        }
        try {
            race.awaitUses(4L * threads);
            change.run();
            race.acknowledged = true;
        } finally {
            race.abandoned = !race.acknowledged;
            race.join(racers);
        }
        return race;
    }

    private void use(Supplier<Answer> call, int afterwards) {
        for (int left = afterwards; left > 0 && !abandoned; ) {
            boolean after = acknowledged;
            boolean used = succeeds(call);
            if (after) {
                left--;
                begunAfter.incrementAndGet();
                usedAfter.addAndGet(used ? 1 : 0);
            } else {
                usedBefore.addAndGet(used ? 1 : 0);
            }
        }
    }

    private boolean succeeds(Supplier<Answer> call) {
        try {
            return call.get().status() / 100 == 2;
        } catch (UncheckedIOException noAnswer) {
            unanswered.incrementAndGet();
            return false;
        }
    }

    private void awaitUses(long enough) {
        Waiting.until(
                "uses before the change", Duration.ofSeconds(30), () -> usedBefore.get() >= enough);
    }

    private void join(List<Thread> racers) {
        try {
            for (Thread racer : racers) {
                racer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long usedBefore() {
        return usedBefore.get();
    }

    long begunAfter() {
        return begunAfter.get();
    }

    long usedAfter() {
        return usedAfter.get();
    }

    long unanswered() {
        return unanswered.get();
    }
}
