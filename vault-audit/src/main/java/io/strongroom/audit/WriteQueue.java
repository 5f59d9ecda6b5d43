package io.strongroom.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Events that the writer has taken and not stored yet. Events without a change are stored
/// together, an event with a change is stored alone. Belongs to the writer's thread.
final class WriteQueue {
    private final Deque<Pending> taken = new ArrayDeque<>();
    private final Deque<Pending> plain = new ArrayDeque<>();
    private final Deque<Pending> changes = new ArrayDeque<>();

    void takeFrom(PendingQueue queue) {
        queue.takeAll(taken);
        for (Pending event = taken.pollFirst(); event != null; event = taken.pollFirst()) {
            (event.change() == null ? plain : changes).addLast(event);
        }
    }

    /// Puts events back, ahead of all others.
    void putBack(List<Pending> events) {
        events.reversed().forEach(plain::addFirst);
    }

    boolean isEmpty() {
        return plain.isEmpty() && changes.isEmpty();
    }

    int size() {
        return plain.size() + changes.size();
    }

    int plainSize() {
        return plain.size();
    }

    boolean hasChange() {
        return !changes.isEmpty();
    }

    /// Takes the next events without a change, up to a limit.
    List<Pending> nextPlain(int limit) {
        List<Pending> events = new ArrayList<>(Math.min(limit, plain.size()));
        while (events.size() < limit && !plain.isEmpty()) {
            events.add(plain.removeFirst());
        }
        return events;
    }

    @Nullable Pending nextChange() {
        return changes.pollFirst();
    }

    void forEach(Consumer<Pending> action) {
        plain.forEach(action);
        changes.forEach(action);
    }
}
