package io.strongroom.it.harness;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Threads that do the same thing again and again until told to stop, and what they saw.
public final class Load {
    /// One call.
    ///
    /// @param begun on the monotonic clock, in nanoseconds
    /// @param ended the same
    /// @param status 0 when no answer came
    /// @param requestId empty when no answer came
    public record Attempt(long begun, long ended, int status, String requestId) {
        public boolean acknowledged() {
            return status / 100 == 2;
        }

        public long millis() {
            return (ended - begun) / 1_000_000;
        }
    }

    /// How long a thread waits after a call that nobody answered.
    private static final Duration NO_ANSWER = Duration.ofMillis(20);

    private final List<Thread> threads = new ArrayList<>();
    private final List<List<Attempt>> seen = new ArrayList<>();
    private final AtomicLong count = new AtomicLong();
    private volatile boolean running = true;

    private Load() {}

    /// Starts threads.
    ///
    /// @param calls what the thread of this number does
    public static Load start(int threads, IntFunction<Supplier<Answer>> calls) {
        Load load = new Load();
        for (int i = 0; i < threads; i++) {
            Supplier<Answer> call = calls.apply(i);
            List<Attempt> mine = new ArrayList<>();
            load.seen.add(mine);
            load.threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("load-" + i)
                            .unstarted(() -> load.run(call, mine)));
        }
        load.threads.forEach(Thread::start);
        return load;
    }

    /// Calls ended so far.
    public long count() {
        return count.get();
    }

    /// Stops and tells what was seen.
    public List<Attempt> stop() {
        running = false;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return seen.stream().flatMap(List::stream).toList();
    }

    private void run(Supplier<Answer> call, List<Attempt> mine) {
        while (running) {
            Attempt attempt = attempt(call);
            mine.add(attempt);
            count.incrementAndGet();
            if (attempt.status() == 0) {
                Waiting.pause(NO_ANSWER);
            }
        }
    }

    private static Attempt attempt(Supplier<Answer> call) {
        long begun = System.nanoTime();
        try {
            Answer answer = call.get();
            return new Attempt(begun, System.nanoTime(), answer.status(), answer.requestId());
        } catch (UncheckedIOException noAnswer) {
            return new Attempt(begun, System.nanoTime(), 0, "");
        }
    }
}
