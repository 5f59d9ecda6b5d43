package io.strongroom.postgres;

import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets only so many look-ups run at a time. Whoever asks for vaults that are not there needs no
/// token; the rest of the pool stays with those who have one.
final class Gate {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private final Semaphore places;

    Gate(int places) {
        this.places = new Semaphore(places);
    }

    /// @throws VaultException.Busy when no place is free within a second
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
            if (places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new VaultException.Busy("too many vaults are looked up at once", PATIENCE);
    }
}
