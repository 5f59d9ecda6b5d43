package io.strongroom.pkcs11.session;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Work in the queue of the [SessionPool], and the thread that waits for it. It is either taken by
/// a session's thread, and then done to its end, or refused.
final class SessionTask<T, R> {
    private static final int WAITING = 0;
    private static final int TAKEN = 1;
    private static final int OVER = 2;

    private final Function<PooledSession, T> work;
    private final Continuation<T, R> then;
    private final Thread caller = Thread.currentThread();
    private final long since = System.nanoTime();
    private final AtomicInteger state = new AtomicInteger(WAITING);
    private @Nullable Continued<R> result;
    private @Nullable Throwable failure;

    SessionTask(Function<PooledSession, T> work, Continuation<T, R> then) {
        this.work = work;
        this.then = then;
    }

    /// How long it has been in the queue.
    long waitedNanos() {
        return System.nanoTime() - since;
    }

    /// Takes it, for the one who will [#perform] or [#fail] it.
    ///
    /// @return false when it was refused
    boolean take() {
        return state.compareAndSet(WAITING, TAKEN);
    }

    /// Refuses it, unless it was taken.
    ///
    /// @return whether it was refused now
    boolean refuse(RuntimeException refusal) {
        boolean taken = take();
        if (taken) {
            fail(refusal);
        }
        return taken;
    }

    /// Ends it without a result.
    void fail(RuntimeException refusal) {
        failure = refusal;
        state.set(OVER);
        LockSupport.unpark(caller);
    }

    void perform(PooledSession session) {
        Continued<R> made = null;
        try {
            made = then.with(work.apply(session));
            result = made;
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        state.set(OVER);
        if (made == null || !made.wakesCaller()) {
            LockSupport.unpark(caller);
        }
    }

    /// Waits until it is over. Whoever is interrupted before the work begins, gives up; afterwards
    /// the session is in use until the end.
    ///
    /// @param interruption what an interrupted caller gets
    R await(Supplier<RuntimeException> interruption) {
        boolean interrupted = false;
        while (state.get() != OVER) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                interrupted = true;
                refuse(interruption.get());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome();
    }

    private R outcome() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return Objects.requireNonNull(result).value();
    }
}
