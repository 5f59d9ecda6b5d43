package io.strongroom.pkcs11.session;

import io.strongroom.core.VaultException;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.ErrorKind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A session's thread. It is inside the gate from the first task that it finds until the queue is
/// empty, the gate closes, or it is abandoned.
final class SessionThread implements Runnable {
    private static final long NO_SESSION_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SessionPool pool;
    private final PooledSession session;
    private final Thread thread;
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile boolean inside;
    private volatile boolean abandoned;

    /// When the call began that the thread is in (`System.nanoTime`); 0 if it is in none.
    private volatile long busySince;

    private volatile @Nullable SessionTask<?, ?> task;
    private volatile boolean hasSession = true;

    SessionThread(SessionPool pool, String name, PooledSession session) {
        this.pool = pool;
        this.session = session;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
    }

    void start() {
        thread.start();
    }

    String name() {
        return thread.getName();
    }

    PooledSession session() {
        return session;
    }

    /// Whether the thread may be in the module.
    boolean isInside() {
        return inside;
    }

    /// How long the thread has been in its call, in nanoseconds; 0 if it is in none.
    long inCall(long now) {
        long begun = busySince;
        return begun == 0 ? 0 : now - begun;
    }

    /// How long the thread has been in its call, less the time that this call may take longer than
    /// others, in nanoseconds.
    long overdue(long now) {
        SessionTask<?, ?> current = task;
        return inCall(now) - (current == null ? 0 : current.allowance());
    }

    /// Whether the thread has been in its call for this time, or tries a new session.
    boolean isStuck(long now, long nanos) {
        return busySince != 0 && (task == null || inCall(now) > nanos);
    }

    /// Whether the thread has a session, or a token from which to get one.
    boolean hasSession() {
        return hasSession;
    }

    @Nullable SessionTask<?, ?> task() {
        return task;
    }

    /// Wakes the thread if it sleeps.
    ///
    /// @return whether it slept
    boolean wake() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
            return true;
        }
        return false;
    }

    /// Ends the thread once its call returns.
    void abandon() {
        abandoned = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        try {
            while (!abandoned && pool.isOpen()) {
                inside = true; // before the gate is read: who closes it reads this flag afterwards
                hasSession = serve();
                inside = false;
                if (pool.gate().isClosed()) {
                    pool.gate().pass();
                } else if (hasSession) {
                    sleep();
                } else {
                    LockSupport.parkNanos(pool, NO_SESSION_PAUSE_NANOS);
                }
            }
        } finally {
            inside = false;
            pool.ended(this);
        }
    }

    /// Works until there is nothing to do. A thread without a session leaves work to the others.
    ///
    /// @return whether the thread has a session
    private boolean serve() {
        boolean open = isOpen();
        SessionTask<?, ?> next = open ? next() : null;
        while (next != null) {
            perform(next);
            open = isOpen();
            next = open ? next() : null;
        }
        if (abandoned) {
            session.replace();
        }
        return open;
    }

    private @Nullable SessionTask<?, ?> next() {
        return abandoned || pool.gate().isClosed() ? null : pool.queue().poll();
    }

    private void perform(SessionTask<?, ?> next) {
        long now = System.nanoTime();
        if (next.take(now)) {
            task = next;
            busySince = now;
            next.perform(session);
            returned();
        }
    }

    /// Opens the sessions and tries them before there is work, so that a thread that replaces a
    /// hung one finds out whether the module answers.
    ///
    /// @return false if the token has no session left
    private boolean isOpen() {
        if (session.isOpen() || abandoned || pool.gate().isClosed()) {
            return true;
        }
        busySince = System.nanoTime();
        try {
            pool.tryOut(session);
            return true;
        } catch (CryptokiException e) {
            // the next task meets any other failure, and its caller decides what to do about it
            return e.kind() != ErrorKind.NO_SESSION;
        } catch (VaultException _) {
            return true;
        } finally {
            returned();
        }
    }

    private void returned() {
        busySince = 0;
        task = null;
        pool.returned();
    }

    private void sleep() {
        asleep.set(true); // before the queue is read: who adds to it reads this flag afterwards
        while (asleep.get() && pool.queue().isEmpty() && pool.isOpen() && !abandoned) {
            LockSupport.park(pool);
        }
        asleep.set(false);
    }
}
