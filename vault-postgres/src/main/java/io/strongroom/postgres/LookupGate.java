package io.strongroom.postgres;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Limits concurrent look-ups. Waiting callers enter in the order of their arrival.
final class LookupGate {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private final Semaphore places;
    private final Problem problem;
    private final String refusal;

    /// @param problem the refusal of a caller that gets no place in time
    /// @param refusal its message
    LookupGate(int places, Problem problem, String refusal) {
        this.places = new Semaphore(places, true);
        this.problem = problem;
        this.refusal = refusal;
    }

    /// Runs a look-up.
    ///
    /// @throws VaultException.Busy if no place is free within a second
    <T> T pass(Supplier<T> lookup) {
        enter();
        try {
            return lookup.get();
        } finally {
            places.release();
        }
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
