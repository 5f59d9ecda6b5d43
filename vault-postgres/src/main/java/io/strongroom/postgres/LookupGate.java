package io.strongroom.postgres;

import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Limits concurrent look-ups. Waiting callers enter in the order of their arrival.
final class LookupGate {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private final Semaphore places;

    LookupGate(int places) {
        this.places = new Semaphore(places, true);
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
        throw new VaultException.Busy("too many vaults are looked up at once", TIMEOUT);
    }
}
