package io.strongroom.pkcs11.session;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a lost module back on a thread of its own, so that no caller waits for it longer than its
/// timeout. The first caller that notices the loss starts it, and callers wait for the first
/// attempt only. If that fails, there is an outage: calls are refused at once, and attempts follow
/// with pauses that double until one succeeds.
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Device.class);

    private final Runnable attempt;
    private final IntSupplier epoch;

    /// Guards the fields below; callers wait here for the first attempt, and the recovery's thread
    /// for the next one.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private volatile boolean attempting;
    private volatile @Nullable Outage outage;
    private boolean closed;

    /// @param attempt brings the module back, or throws
    /// @param epoch counts the initialisations of the module
    Recovery(Runnable attempt, IntSupplier epoch) {
        this.attempt = attempt;
        this.epoch = epoch;
    }

    /// Refuses a call during an outage.
    ///
    /// @throws VaultException `SERVICE_UNAVAILABLE` during an outage
    void requireNoOutage() {
        Outage current = outage;
        if (current != null) {
            throw unavailable(current.cause());
        }
    }

    /// Whether an attempt is being made.
    boolean isAttempting() {
        return attempting;
    }

    /// Waits until the module is back. Starts the recovery, unless another caller has.
    ///
    /// @param failedEpoch the epoch in which the loss was noticed
    /// @param limitNanos how long the caller can wait
    /// @throws VaultException `SERVICE_UNAVAILABLE` if the module is not back
    void await(int failedEpoch, Throwable reason, long limitNanos) {
        lock.lock();
        try {
            if (!attempting && outage == null && epoch.getAsInt() == failedEpoch && !closed) {
                LOG.warn("initialising the HSM module again: {}", reason.getMessage());
                attempting = true;
                Thread.ofPlatform().daemon().name("hsm-recovery").start(this::run);
            }
            if (!awaitFirstAttempt(limitNanos) || closed) {
                throw unavailable(reason);
            }
            requireNoOutage();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the attempts, and waits for the one that is being made.
    void close(Duration limit) {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            if (!awaitFirstAttempt(limit.toNanos())) {
                LOG.warn("an initialisation of the HSM module did not end in {}", limit);
            }
        } finally {
            lock.unlock();
        }
    }

    static VaultException unavailable(Throwable cause) {
        return new VaultException(
                Problem.SERVICE_UNAVAILABLE, "The HSM does not answer. Try again later.", cause);
    }

    /// @return false if the attempt lasts longer
    private boolean awaitFirstAttempt(long limitNanos) {
        try {
            long nanos = limitNanos;
            while (attempting && outage == null && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return !attempting || outage != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        while (!succeeds() && pause()) {
            attempting = true;
        }
    }

    private boolean succeeds() {
        try {
            attempt.run();
            end(null);
            return true;
        } catch (RuntimeException e) { // whatever it is, the module is not back
            end(Outage.after(outage, e));
            return false;
        }
    }

    private void end(@Nullable Outage result) {
        lock.lock();
        try {
            if (result == null) {
                LOG.warn("the HSM is back, epoch {}", epoch.getAsInt());
            } else if (result.isNewReason(outage)) {
                LOG.error("the HSM is not back: {}", result.cause().getMessage());
            }
            outage = result;
            attempting = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// @return false if there shall be no more attempts
    private boolean pause() {
        lock.lock();
        try {
            Outage current = outage;
            long nanos = current == null ? 0 : current.pauseNanos();
            while (nanos > 0 && !closed) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
        return !closed;
    }
}
