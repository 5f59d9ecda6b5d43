package io.strongroom.pkcs11;

import io.strongroom.core.Continuation;
import io.strongroom.core.VaultException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A fixed number of platform threads, each with a session of its own. Work stands in one line for
/// them, first come, first served; what has waited for longer than the callers' patience is
/// refused. While there is work none of the threads sleeps, so a session never idles for the time
/// that waking a thread takes; and a virtual thread never enters the module, where it would hold up
/// its carrier.
///
/// Holding the whole pool ([#drain]) is the write side of a gate whose read side is work:
/// everything that calls the module does so on one of these threads, or holds them all.
final class SessionPool {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long LONGEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final List<PooledSession> all = new ArrayList<>();
    private final long patienceNanos;
    private final LongAdder refusals = new LongAdder();

    /// Guards what follows.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition moreToDo = lock.newCondition();
    private final Condition allIdle = lock.newCondition();
    private final ArrayDeque<SessionTask<?, ?>> line = new ArrayDeque<>();
    private int working;
    private boolean held;
    private boolean closed;

    SessionPool(int size, Duration patience, Supplier<CryptokiSession> open) {
        this.patienceNanos = patience.toNanos();
        for (int i = 0; i < size; i++) {
            all.add(new PooledSession(open));
        }
    }

    /// Starts the threads.
    void start() {
        for (int i = 0; i < all.size(); i++) {
            PooledSession session = all.get(i);
            daemon("hsm-" + i, () -> serve(session));
        }
        daemon("hsm-patience", this::watch);
    }

    /// Does work on a session's thread, and what is to be done with its result.
    ///
    /// @return what the result became
    /// @throws VaultException.Busy when no session became free in time
    /// @throws VaultException.Unavailable when the caller is interrupted before that, or the pool
    ///   is closed
    <T, R> R call(Function<PooledSession, T> work, Continuation<T, R> then) {
        SessionTask<T, R> task = new SessionTask<>(work, then);
        lock.lock();
        try {
            if (closed) {
                throw new VaultException.Unavailable("The HSM is closed.", null);
            }
            line.addLast(task);
            moreToDo.signal();
        } finally {
            lock.unlock();
        }
        return task.await(SessionPool::interrupted);
    }

    /// Waits until no thread is inside the module, and keeps them all out of it.
    ///
    /// @return false when they did not all come out in time; nothing is held then
    boolean drain(Duration limit) {
        boolean drained = awaitAll(limit);
        if (!drained) {
            refill();
        }
        return drained;
    }

    /// The sessions, for the one who holds them all.
    List<PooledSession> all() {
        return all;
    }

    /// Lets the threads go on.
    void refill() {
        lock.lock();
        try {
            held = false;
            moreToDo.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the threads when the line is empty.
    void close() {
        lock.lock();
        try {
            closed = true;
            moreToDo.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        return all.size();
    }

    int idle() {
        lock.lock();
        try {
            return all.size() - working;
        } finally {
            lock.unlock();
        }
    }

    /// How much work stands in the line.
    int waiting() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }

    long refusals() {
        return refusals.sum();
    }

    private void serve(PooledSession session) {
        SessionTask<?, ?> task = first();
        while (task != null) {
            task.perform(session);
            task = next();
        }
    }

    private @Nullable SessionTask<?, ?> first() {
        lock.lock();
        try {
            return taken();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable SessionTask<?, ?> next() {
        lock.lock();
        try {
            working--;
            if (held && working == 0) {
                allIdle.signalAll();
            }
            return taken();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for work and takes it.
    ///
    /// @return null when the pool is closed and there is none
    private @Nullable SessionTask<?, ?> taken() {
        while (true) {
            SessionTask<?, ?> task = held ? null : line.poll();
            if (task != null) {
                if (task.take()) {
                    working++;
                    return task;
                }
            } else if (closed && !held) {
                return null;
            } else {
                moreToDo.awaitUninterruptibly();
            }
        }
    }

    private boolean awaitAll(Duration limit) {
        lock.lock();
        try {
            held = true;
            long left = limit.toNanos();
            while (working > 0 && left > 0) {
                left = allIdle.awaitNanos(left);
            }
            return working == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Looks after those who wait: one thread for all is cheaper than a timer for each.
    private void watch() {
        long pause = Math.min(LONGEST_LOOK_NANOS, Math.max(1, patienceNanos / 4));
        while (refuseImpatient()) {
            LockSupport.parkNanos(this, pause);
        }
    }

    /// @return false when the pool is closed and nobody waits
    private boolean refuseImpatient() {
        lock.lock();
        try {
            while (!line.isEmpty() && line.getFirst().waitedNanos() > patienceNanos) {
                if (line.removeFirst().refuse(busy())) {
                    refusals.increment();
                }
            }
            return !closed || !line.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private static VaultException busy() {
        return new VaultException.Busy("The HSM is busy. Try again later.", RETRY_AFTER);
    }

    private static VaultException interrupted() {
        return new VaultException.Unavailable("The request was interrupted.", null);
    }

    private static void daemon(String name, Runnable work) {
        Thread.ofPlatform().daemon().name(name).start(work);
    }
}
