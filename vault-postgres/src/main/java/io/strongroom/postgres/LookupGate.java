package io.strongroom.postgres;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Limits concurrent look-ups. Waiting callers enter in the order of their arrival. After a look-up
/// its place may rest, so that callers who ask without pause do not take all of a processor.
final class LookupGate {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMillis(100);
    private final Semaphore places;
    private final Problem problem;
    private final String refusal;
    private final int rest;

    /// @param problem the refusal of a caller that gets no place in time
    /// @param refusal its message
    /// @param rest how many times as long as a look-up took its place rests, 100 ms at most
    LookupGate(int places, Problem problem, String refusal, int rest) {
        this.places = new Semaphore(places, true);
        this.problem = problem;
        this.refusal = refusal;
        this.rest = rest;
    }

    /// Runs a look-up.
    ///
    /// @throws VaultException.Busy if no place is free within a second
    <T> T pass(Supplier<T> lookup) {
        enter();
        long begun = System.nanoTime();
        try {
            return lookup.get();
        } finally {
            leave(System.nanoTime() - begun);
        }
    }

    private void leave(long nanos) {
        if (rest == 0) {
            places.release();
            return;
        }
        long resting = Math.min(rest * nanos, LONGEST_REST.toNanos());
        Thread.ofVirtual()
                .start(() -> {
                    LockSupport.parkNanos(resting);
                    places.release();
                });
    }

    private void enter() {
        try {
            if (places.tryAcquire(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new VaultException.Busy(problem, refusal, TIMEOUT);
    }
}
