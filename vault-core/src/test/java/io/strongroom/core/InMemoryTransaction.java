package io.strongroom.core;

import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Transaction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;

/// A transaction of an [InMemoryStore]: remembers how to undo what it did.
public final class InMemoryTransaction implements Transaction {
    private final Map<UUID, Long> generations;
    private final Deque<Runnable> undo = new ArrayDeque<>();

    InMemoryTransaction(Map<UUID, Long> generations) {
        this.generations = generations;
    }

    public static InMemoryTransaction of(Transaction transaction) {
        return (InMemoryTransaction) transaction;
    }

    /// Begins the generations of a subject.
    ///
    /// @return false when it has one
    public boolean begin(Guard first) {
        if (generations.containsKey(first.subject())) {
            return false;
        }
        put(generations, first.subject(), first.generation());
        return true;
    }

    /// Moves a subject on to its next generation.
    ///
    /// @return false when it is not at the generation before
    public boolean advance(Guard before, Guard after) {
        Long current = generations.get(before.subject());
        if (current == null || current != before.generation()) {
            return false;
        }
        put(generations, after.subject(), after.generation());
        return true;
    }

    public <K, V> void put(Map<K, V> rows, K key, V row) {
        V before = rows.put(key, row);
        undo.push(() -> {
            if (before == null) {
                rows.remove(key);
            } else {
                rows.put(key, before);
            }
        });
    }

    public <K, V> void remove(Map<K, V> rows, K key) {
        V before = rows.remove(key);
        if (before != null) {
            undo.push(() -> rows.put(key, before));
        }
    }

    void rollBack() {
        undo.forEach(Runnable::run);
    }
}
