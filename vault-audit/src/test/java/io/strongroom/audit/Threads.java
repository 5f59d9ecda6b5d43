package io.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/// Threads of a test, as a server uses them.
public final class Threads {
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /// Starts platform threads.
    public static Threads start(int count, IntConsumer body) {
        Threads all = new Threads();
        for (int i = 0; i < count; i++) {
            int number = i;
            all.threads.add(Thread.ofPlatform().start(() -> all.run(() -> body.accept(number))));
        }
        return all;
    }

    private void run(Runnable body) {
        try {
            body.run();
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    /// Waits for all of them, and requires that none failed.
    public void join() {
        for (Thread thread : threads) {
            try {
                assertThat(thread.join(Duration.ofMinutes(20))).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(failures).isEmpty();
    }

    /// Polls until the condition holds.
    ///
    /// @return how long that took
    public static Duration until(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(30));
            LockSupport.parkNanos(1_000_000); // the condition has no event to wait for
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// Measures a call.
    public static Duration time(Callable<?> body) {
        long begin = System.nanoTime();
        try {
            body.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
