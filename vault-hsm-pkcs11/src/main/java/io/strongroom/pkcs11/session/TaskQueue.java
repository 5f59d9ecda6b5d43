package io.strongroom.pkcs11.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Work that waits for a session, in the order of arrival. Work of low priority runs when no other
/// work waits, and at every sixteenth turn, so that it is delayed but not starved. Takes no lock.
final class TaskQueue {
    private static final int TURNS = 16;

    private final Queue<SessionTask<?, ?>> ordinary = new ConcurrentLinkedQueue<>();
    private final Queue<SessionTask<?, ?>> low = new ConcurrentLinkedQueue<>();

    /// Turns of ordinary work since work of low priority had one, while some waited.
    private final AtomicInteger passed = new AtomicInteger();

    void add(SessionTask<?, ?> task) {
        (task.isLowPriority() ? low : ordinary).add(task);
    }

    /// Takes the next task out; null if the queue is empty.
    @Nullable SessionTask<?, ?> poll() {
        if (low.isEmpty()) {
            return ordinary.poll();
        }
        if (passed.incrementAndGet() < TURNS) {
            SessionTask<?, ?> next = ordinary.poll();
            if (next != null) {
                return next;
            }
        }
        passed.set(0);
        SessionTask<?, ?> next = low.poll();
        return next == null ? ordinary.poll() : next;
    }

    /// Takes out the tasks that have waited too long, the oldest of each priority first.
    ///
    /// @param overdue whether a task has waited too long; if it has not, no younger one has
    /// @param refuse gets each of them
    void expire(Predicate<SessionTask<?, ?>> overdue, Consumer<SessionTask<?, ?>> refuse) {
        expire(ordinary, overdue, refuse);
        expire(low, overdue, refuse);
    }

    boolean isEmpty() {
        return ordinary.isEmpty() && low.isEmpty();
    }

    int size() {
        return ordinary.size() + low.size();
    }

    private static void expire(
            Queue<SessionTask<?, ?>> queue,
            Predicate<SessionTask<?, ?>> overdue,
            Consumer<SessionTask<?, ?>> refuse) {
        SessionTask<?, ?> oldest = queue.peek();
        while (oldest != null && overdue.test(oldest)) {
            queue.remove(oldest);
            refuse.accept(oldest);
            oldest = queue.peek();
        }
    }
}
