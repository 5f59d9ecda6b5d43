package io.strongroom.audit;

import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What waits to become durable. Any thread adds, without a lock; one thread takes all there is. It
/// is woken only when it sleeps.
final class PendingQueue {
    private final int capacity;
    private final AtomicReference<@Nullable Pending> newest = new AtomicReference<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean asleep = new AtomicBoolean();

    PendingQueue(int capacity) {
        this.capacity = capacity;
    }

    /// Adds an event.
    ///
    /// @param taker who is to be woken
    /// @return false when too many are not durable yet
    boolean add(Pending pending, Thread taker) {
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            return false;
        }
        do {
            pending.before = newest.get();
        } while (!newest.compareAndSet(pending.before, pending));
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(taker);
        }
        return true;
    }

    /// Moves what was added to the end of this, oldest first. It counts until it is [#settled].
    void takeAll(Deque<Pending> target) {
        Pending oldest = null;
        Pending next = newest.getAndSet(null);
        while (next != null) {
            Pending before = next.before;
            next.before = oldest;
            oldest = next;
            next = before;
        }
        while (oldest != null) {
            Pending after = oldest.before;
            oldest.before = null;
            target.addLast(oldest);
            oldest = after;
        }
    }

    /// Sleeps until something is added, or for this long.
    void sleep(long nanos) {
        asleep.set(true);
        if (newest.get() == null) {
            LockSupport.parkNanos(this, nanos);
        }
        asleep.set(false);
    }

    /// So many events are done with.
    void settled(int count) {
        size.addAndGet(-count);
    }

    boolean isFull() {
        return size.get() >= capacity;
    }

    int size() {
        return size.get();
    }
}
