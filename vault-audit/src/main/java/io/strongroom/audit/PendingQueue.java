package io.strongroom.audit;

import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Events that are not durable yet. Any thread adds, without a lock; one thread takes all. It is
/// unparked only if it sleeps and as many events have arrived as it waits for.
final class PendingQueue {
    private static final int AWAKE = Integer.MAX_VALUE;

    /// Part of `size` once the queue is closed; larger than any capacity.
    private static final int CLOSED = 1 << 30;

    private final int capacity;
    private final AtomicReference<@Nullable Pending> newest = new AtomicReference<>();
    private final AtomicInteger size = new AtomicInteger();

    /// How many events must have arrived for the taker to be unparked.
    private final AtomicInteger wakeAt = new AtomicInteger(AWAKE);

    PendingQueue(int capacity) {
        this.capacity = capacity;
    }

    /// Adds an event.
    ///
    /// @param taker the thread to unpark
    /// @return false if the queue is full or closed
    boolean add(Pending pending, Thread taker) {
        int now = size.incrementAndGet();
        if (now > capacity) {
            size.decrementAndGet();
            return false;
        }
        do {
            pending.before = newest.get();
        } while (!newest.compareAndSet(pending.before, pending));
        int wanted = wakeAt.get();
        if (now >= wanted && wakeAt.compareAndSet(wanted, AWAKE)) {
            LockSupport.unpark(taker);
        }
        return true;
    }

    /// Moves all events to the end of the target, oldest first. They count until [#settled].
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

    /// Sleeps until an event is added, or for this long.
    void sleep(long nanos) {
        wakeAt.set(1);
        if (newest.get() == null) {
            LockSupport.parkNanos(this, nanos);
        }
        wakeAt.set(AWAKE);
    }

    /// Sleeps until this many events are not settled, or for this long.
    void sleepUntil(int count, long nanos) {
        wakeAt.set(count);
        if (size.get() < count) {
            LockSupport.parkNanos(this, nanos);
        }
        wakeAt.set(AWAKE);
    }

    /// Events that were taken are durable, or were refused.
    void settled(int count) {
        size.addAndGet(-count);
    }

    /// Rejects all further events.
    void close() {
        size.updateAndGet(now -> now >= CLOSED ? now : now + CLOSED);
    }

    boolean isFull() {
        return size() >= capacity;
    }

    /// Number of events that are not settled, including those that are being added.
    int size() {
        return size.get() & (CLOSED - 1);
    }
}
