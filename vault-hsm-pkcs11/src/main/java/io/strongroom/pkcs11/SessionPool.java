package io.strongroom.pkcs11;

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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A fixed number of sessions. A free one is leased at once; otherwise the caller waits, but not
/// for longer than its patience.
///
/// Whoever comes while a session is free gets it, even when others still wake up: a session never
/// idles for the time that waking a thread takes. A caller that has waited for [#FAIRNESS_NANOS] is
/// served first, so nobody starves.
///
/// Holding the whole pool ([#drain]) is the write side of a gate whose read side is a lease:
/// everything that calls the module holds a session.
final class SessionPool {
    private static final long FAIRNESS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final List<PooledSession> all = new ArrayList<>();
    private final long patienceNanos;
    private final LongAdder refusals = new LongAdder();

    /// Guards what follows.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition allIdle = lock.newCondition();
    private final ArrayDeque<PooledSession> idle = new ArrayDeque<>();
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private boolean held;

    SessionPool(int size, Duration patience, Supplier<CryptokiSession> open) {
        this.patienceNanos = patience.toNanos();
        for (int i = 0; i < size; i++) {
            all.add(new PooledSession(open));
        }
        idle.addAll(all);
    }

    /// A caller that waits. The fields are guarded by the pool's lock.
    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        final long since = System.nanoTime();
        @Nullable PooledSession given;
        boolean woken;
    }

    /// Leases a session.
    ///
    /// @throws VaultException.Busy when none became free in time
    PooledSession lease() {
        Waiter waiter;
        lock.lock();
        try {
            PooledSession free = poll();
            if (free != null) {
                return free;
            }
            waiter = new Waiter();
            waiters.add(waiter);
        } finally {
            lock.unlock();
        }
        return await(waiter);
    }

    /// Gives a session back.
    void release(PooledSession session) {
        Thread wake;
        lock.lock();
        try {
            wake = put(session);
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(wake);
    }

    /// Takes all sessions, so that nobody is inside the module.
    ///
    /// @return false when they did not all come back in time; nothing is held then
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

    /// Gives all sessions back.
    void refill() {
        List<Thread> wake;
        lock.lock();
        try {
            held = false;
            wake = waiters.stream().limit(idle.size()).map(waiter -> waiter.thread).toList();
        } finally {
            lock.unlock();
        }
        wake.forEach(LockSupport::unpark);
    }

    int size() {
        return all.size();
    }

    int idle() {
        lock.lock();
        try {
            return idle.size();
        } finally {
            lock.unlock();
        }
    }

    long refusals() {
        return refusals.sum();
    }

    private boolean awaitAll(Duration limit) {
        lock.lock();
        try {
            held = true;
            long left = limit.toNanos();
            while (idle.size() < all.size() && left > 0) {
                left = allIdle.awaitNanos(left);
            }
            return idle.size() == all.size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private PooledSession await(Waiter waiter) {
        while (true) {
            long left = patienceNanos - (System.nanoTime() - waiter.since);
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            }
            Thread next = null;
            lock.lock();
            try {
                waiter.woken = false;
                PooledSession session = waiter.given != null ? waiter.given : poll();
                boolean interrupted = Thread.currentThread().isInterrupted();
                if (session == null && left > 0 && !interrupted) {
                    continue;
                }
                if (waiter.given == null) {
                    waiters.remove(waiter);
                }
                next = idle.isEmpty() ? null : wakeFirst();
                if (session != null) {
                    return session;
                }
                throw refused(interrupted);
            } finally {
                lock.unlock();
                LockSupport.unpark(next);
            }
        }
    }

    private VaultException refused(boolean interrupted) {
        if (interrupted) {
            return new VaultException.Unavailable("The request was interrupted.", null);
        }
        refusals.increment();
        return new VaultException.Busy("The HSM is busy. Try again later.", RETRY_AFTER);
    }

    private @Nullable PooledSession poll() {
        return held ? null : idle.pollLast();
    }

    /// @return the thread to wake
    private @Nullable Thread put(PooledSession session) {
        Waiter first = waiters.peek();
        if (!held && first != null && System.nanoTime() - first.since > FAIRNESS_NANOS) {
            first.given = session;
            waiters.remove();
            return first.thread;
        }
        idle.addLast(session);
        if (held) {
            if (idle.size() == all.size()) {
                allIdle.signalAll();
            }
            return null;
        }
        return wakeFirst();
    }

    private @Nullable Thread wakeFirst() {
        Waiter first = waiters.peek();
        if (first == null || first.woken) {
            return null;
        }
        first.woken = true;
        return first.thread;
    }
}
