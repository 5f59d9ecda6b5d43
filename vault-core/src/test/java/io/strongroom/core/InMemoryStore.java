package io.strongroom.core;

import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the repositories in memory share: current generations, and one transaction at a time. Its
/// monitor guards the rows of all of them.
public final class InMemoryStore {
    private final Map<UUID, Long> generations = new HashMap<>();

    /// Makes a change, if all guards hold.
    ///
    /// @return whether they held and the change was made; if not, nothing is changed
    /// @throws VaultException.Integrity as [Guard#holds]
    public synchronized boolean commit(List<Guard> guards, @Nullable Change change) {
        boolean hold = true;
        for (Guard guard : guards) {
            hold &= guard.holds(generation(guard.subject()).orElse(0));
        }
        return hold && (change == null || commit(change));
    }

    public synchronized boolean commit(Change change) {
        InMemoryTransaction transaction = new InMemoryTransaction(generations);
        boolean made = false;
        try {
            made = change.apply(transaction);
        } finally {
            if (!made) {
                transaction.rollBack();
            }
        }
        return made;
    }

    public synchronized <T> T read(Supplier<T> reader) {
        return reader.get();
    }

    /// The current generation of a subject, empty for one that is unknown.
    public synchronized OptionalLong generation(UUID subject) {
        Long generation = generations.get(subject);
        return generation == null ? OptionalLong.empty() : OptionalLong.of(generation);
    }
}
