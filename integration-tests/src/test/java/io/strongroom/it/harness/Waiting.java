package io.strongroom.it.harness;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for another process, which can only be asked again and again.
public final class Waiting {
    private Waiting() {}

    /// Waits until it holds.
    ///
    /// @throws AssertionError when it does not in time
    public static Duration until(String what, Duration timeout, BooleanSupplier holds) {
        long begun = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - begun > timeout.toNanos()) {
                throw new AssertionError(what + " did not come true within " + timeout);
            }
            pause(Duration.ofMillis(20));
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /// Lets load run for a while.
    public static void pause(Duration time) {
        try {
            Thread.sleep(time); // the time itself is wanted: other processes work in it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
