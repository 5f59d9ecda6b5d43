package io.strongroom.pkcs11.session;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that ends waits: one thread that looks at all tasks every 50 ms costs less than a
/// timer for each.
///
/// It also tells a busy pool from a hung one. A pool is stalled if all threads are in a call, one
/// of these lasts too long, and none has returned in the meantime. While calls return, threads that
/// were abandoned are replaced at once; while none returns, one thread at a time is added after a
/// pause that doubles, to find out whether the module answers in a new session.
final class PoolWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionPool.class);
    private static final String NO_ANSWER = "The HSM does not answer. Try again later.";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long LONGEST_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /// How many threads, beyond the size of the pool, can be in calls that do not return.
    private static final int MAX_TRIALS = 32;

    private final SessionPool pool;
    private final long queueNanos;
    private final long callNanos;

    /// Time without a returned call after which the pool is stalled: shorter than a call may last,
    /// so that the stall is known before the threads are given up.
    private final long stallNanos;

    private final LongAdder refusals = new LongAdder();
    private volatile @Nullable Stall stall;
    private long lastAbandoned;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private long nextTrial = System.nanoTime();
    private @Nullable SessionThread trial;

    PoolWatch(SessionPool pool, Timeouts timeouts) {
        this.pool = pool;
        this.queueNanos = timeouts.queue().toNanos();
        this.callNanos = timeouts.call().toNanos();
        this.stallNanos = callNanos / 5 * 4;
    }

    /// A state in which no call returns.
    ///
    /// @param lastReturn when a call returned for the last time
    /// @param since that time, or the beginning of the oldest call if it is later
    private record Stall(long lastReturn, long since) {}

    void start() {
        Thread.ofPlatform().daemon().name("hsm-timeouts").start(this);
    }

    long refusals() {
        return refusals.sum();
    }

    /// For how long the pool has been stalled, in nanoseconds; 0 if it is not.
    long stalledNanos() {
        Stall current = stall;
        return current == null || current.lastReturn() != pool.lastReturn()
                ? 0
                : System.nanoTime() - current.since();
    }

    /// The refusal of calls while the pool is stalled.
    VaultException stalled() {
        return unavailable(stalledNanos());
    }

    @Override
    public void run() {
        long tick = Math.min(LONGEST_TICK_NANOS, Math.max(1, queueNanos / 4));
        while (pool.isOpen() || pool.threads().stream().anyMatch(SessionThread::isInside)) {
            look(System.nanoTime());
            LockSupport.parkNanos(this, tick);
        }
    }

    private void look(long now) {
        noteStall(now);
        refuseOverdue(now);
        for (SessionThread thread : pool.threads()) {
            giveUpOverdue(thread, now);
        }
        replaceAbandoned(now);
    }

    private void noteStall(long now) {
        Stall before = stall;
        Stall found = null;
        long lastReturn = pool.lastReturn();
        if (isStalled(now, lastReturn)) {
            found = new Stall(lastReturn, Math.max(lastReturn, now - pool.longestCall(now)));
            if (before == null) {
                LOG.error("the HSM does not answer: {}", describe(now - found.since()));
            }
        } else if (before != null) {
            LOG.warn("the HSM answers again");
        }
        stall = found;
    }

    private boolean isStalled(long now, long lastReturn) {
        boolean hung =
                pool.hungCalls() > 0
                        || pool.threads().stream()
                                .anyMatch(thread -> thread.overdue(now) > stallNanos);
        return hung
                && now - lastReturn > stallNanos
                && pool.threads().stream().allMatch(thread -> thread.isStuck(now, stallNanos / 2));
    }

    private void refuseOverdue(long now) {
        pool.queue()
                .expire(
                        task -> stalledNanos() > 0 || task.age(now) > queueNanos,
                        task -> task.refuse(refusal(), refusals::increment));
    }

    private VaultException refusal() {
        if (stalledNanos() > 0) {
            return stalled();
        }
        return pool.gate().isClosed()
                ? new VaultException(Problem.SERVICE_UNAVAILABLE, NO_ANSWER)
                : new VaultException.Busy("The HSM is busy. Try again later.", RETRY_AFTER);
    }

    /// Releases a caller that has waited long enough, and abandons a thread whose call has lasted
    /// long enough. A task that waited in the queue has a third of the time for itself at least.
    private void giveUpOverdue(SessionThread thread, long now) {
        SessionTask<?, ?> task = thread.task();
        if (task != null && isOverdue(task, now)) {
            task.giveUp(unavailable(task.running(now)));
        }
        if (thread.overdue(now) > callNanos) {
            LOG.warn("{}: {}; its session is given up", thread.name(), describe(callNanos));
            lastAbandoned = now;
            pool.abandon(thread);
        }
    }

    private boolean isOverdue(SessionTask<?, ?> task, long now) {
        long allowance = stalledNanos() > callNanos ? 0 : task.allowance();
        return task.age(now) > callNanos + allowance
                && task.running(now) > callNanos / 3 + allowance;
    }

    private void replaceAbandoned(long now) {
        int missing = pool.size() - pool.threads().size();
        if (missing == 0 || pool.hungCalls() >= pool.size() + MAX_TRIALS || !pool.isOpen()) {
            return;
        }
        if (pool.lastReturn() - lastAbandoned > 0) {
            pauseNanos = FIRST_PAUSE_NANOS;
            nextTrial = now;
            for (int i = 0; i < missing; i++) {
                pool.add().start();
            }
        } else if (now - nextTrial >= 0 && (trial == null || !pool.threads().contains(trial))) {
            nextTrial = now + pauseNanos;
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            trial = pool.add();
            trial.start();
        }
    }

    private static VaultException unavailable(long nanos) {
        return new VaultException(
                Problem.SERVICE_UNAVAILABLE, NO_ANSWER, new TimeoutException(describe(nanos)));
    }

    private static String describe(long nanos) {
        return "no call has returned for %d ms".formatted(TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
