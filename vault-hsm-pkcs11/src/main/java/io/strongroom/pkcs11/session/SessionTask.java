package io.strongroom.pkcs11.session;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.pkcs11.session.Lease.Work;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Work in the queue of the [SessionPool], and the thread that waits for it.
///
/// A session thread takes the task and performs it, unless the task was refused before that. A task
/// that takes too long is given up: the caller is refused at once, and the result, if there ever is
/// one, is discarded. So the work must not read anything that its caller may change after a
/// refusal.
final class SessionTask<T, R> {
    private static final int WAITING = 0;
    private static final int RUNNING = 1;

    /// One thread has won the right to end the task.
    private static final int ENDING = 2;

    private static final int OVER = 3;

    private final Function<PooledSession, T> call;
    private final Work<T> work;
    private final Continuation<T, R> then;
    private final long since;
    private final long allowanceNanos;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger state = new AtomicInteger(WAITING);
    private volatile long takenAt;
    private @Nullable Continued<R> result;
    private @Nullable Throwable failure;

    /// @param work says how the task is to be treated
    /// @param call does the work on a thread's sessions
    /// @param then runs at most once, and never after the task was given up
    /// @param since when the caller began to wait (`System.nanoTime`)
    SessionTask(
            Work<T> work, Function<PooledSession, T> call, Continuation<T, R> then, long since) {
        this.work = work;
        this.call = call;
        this.then = then;
        this.since = since;
        this.allowanceNanos = work.allowance().toNanos();
    }

    boolean isLowPriority() {
        return work.isLowPriority();
    }

    /// How long the caller has waited, in nanoseconds.
    long age(long now) {
        return now - since;
    }

    /// How long the work has run, in nanoseconds.
    long running(long now) {
        return now - takenAt;
    }

    /// How much longer than other calls the work may take, in nanoseconds.
    long allowance() {
        return allowanceNanos;
    }

    /// Takes the task, for the thread that calls [#perform].
    ///
    /// @return false if it was refused
    boolean take(long now) {
        takenAt = now;
        return state.compareAndSet(WAITING, RUNNING);
    }

    /// Refuses the task, unless it was taken.
    ///
    /// @param counted runs before the caller wakes
    /// @return whether it was refused now
    boolean refuse(RuntimeException refusal, Runnable counted) {
        return end(WAITING, refusal, counted);
    }

    /// Gives up the task while it runs.
    ///
    /// @return whether it was given up now
    boolean giveUp(RuntimeException refusal) {
        return end(RUNNING, refusal, () -> {});
    }

    /// Does the work. What happens to a result that comes too late is decided here.
    void perform(PooledSession session) {
        T made;
        try {
            made = call.apply(session);
        } catch (RuntimeException | Error e) {
            if (state.compareAndSet(RUNNING, ENDING)) {
                fail(e);
            }
            return;
        }
        if (state.compareAndSet(RUNNING, ENDING)) {
            conclude(made);
        } else {
            work.discard(made);
        }
    }

    /// Waits until the task is over. A caller that is interrupted before the work begins gives up;
    /// after that it waits on.
    R await() {
        boolean interrupted = false;
        while (state.get() != OVER) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                interrupted = true;
                refuse(
                        new VaultException(
                                Problem.SERVICE_UNAVAILABLE, "The request was interrupted."),
                        () -> {});
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome();
    }

    private boolean end(int expected, RuntimeException refusal, Runnable before) {
        boolean ended = state.compareAndSet(expected, ENDING);
        if (ended) {
            before.run();
            fail(refusal);
        }
        return ended;
    }

    private void conclude(T made) {
        Continued<R> continued;
        try {
            continued = then.with(made);
        } catch (RuntimeException | Error e) {
            work.discard(made);
            fail(e);
            return;
        }
        result = continued;
        state.set(OVER);
        if (!continued.wakesCaller()) {
            LockSupport.unpark(caller);
        }
    }

    private void fail(Throwable thrown) {
        failure = thrown;
        state.set(OVER);
        LockSupport.unpark(caller);
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
