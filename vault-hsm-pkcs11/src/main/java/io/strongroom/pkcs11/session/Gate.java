package io.strongroom.pkcs11.session;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Keeps threads out of the module while it is initialised again. Session threads pass without a
/// lock: each sets a flag that it is inside, and then reads [#isClosed].
final class Gate {
    private volatile boolean closed;

    /// Guards `closed`; threads wait here while the gate is closed or being closed.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition left = lock.newCondition();
    private final Condition opened = lock.newCondition();

    boolean isClosed() {
        return closed;
    }

    /// Closes the gate and waits until no thread is inside.
    ///
    /// @param empty whether no thread is inside
    /// @param hopeless whether waiting makes no sense
    /// @return false if threads are still inside; the gate is open then
    boolean close(Duration limit, BooleanSupplier empty, BooleanSupplier hopeless) {
        boolean isEmpty = closeAndWait(limit, empty, hopeless);
        if (!isEmpty) {
            open();
        }
        return isEmpty;
    }

    /// Lets the threads in again.
    void open() {
        lock.lock();
        try {
            closed = false;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits while the gate is closed. For a thread that is not inside.
    void pass() {
        lock.lock();
        try {
            left.signalAll();
            while (closed) {
                opened.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Wakes the thread that closes the gate, so that it looks again.
    void changed() {
        lock.lock();
        try {
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean closeAndWait(Duration limit, BooleanSupplier empty, BooleanSupplier hopeless) {
        lock.lock();
        try {
            closed = true;
            long nanos = limit.toNanos();
            while (!empty.getAsBoolean() && !hopeless.getAsBoolean() && nanos > 0) {
                nanos = left.awaitNanos(nanos);
            }
            return empty.getAsBoolean();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
