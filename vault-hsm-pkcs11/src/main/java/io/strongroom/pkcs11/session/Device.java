package io.strongroom.pkcs11.session;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.state.Submission;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.ErrorKind;
import io.strongroom.pkcs11.cryptoki.ReturnValue;
import io.strongroom.pkcs11.session.Lease.Work;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A token that is logged in to: operations run on the sessions' threads, and what a failure means
/// is decided here and nowhere else.
///
/// A lost device is brought back in process: the first thread that sees it takes the whole pool, so
/// that nobody is inside the module, and initialises it; the others find a newer epoch. While that
/// fails, calls are refused at once, and it is tried again after a pause that doubles.
public final class Device implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Device.class);
    private static final int ATTEMPTS = 3;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Pkcs11Module module;
    private final SessionPool pool;
    private final EpochCheck epochCheck;
    private final LongAdder operations = new LongAdder();
    private final LongAdder recoveries = new LongAdder();

    /// Single flight of recovery; guards the outage.
    private final ReentrantLock recovery = new ReentrantLock();

    private volatile Ready ready;
    private volatile @Nullable Outage outage;
    private volatile boolean closed;

    /// Takes over an initialised module.
    ///
    /// @param sessions number of sessions, and so of calls at a time
    /// @param timeout how long a call waits for a free session
    public Device(Pkcs11Module module, int sessions, Duration timeout, EpochCheck epochCheck) {
        this.module = module;
        this.pool = new SessionPool(sessions, timeout, module::openSession);
        this.epochCheck = epochCheck;
        this.ready = checked();
    }

    /// Finds the root keys in a new epoch.
    @FunctionalInterface
    public interface EpochCheck {
        /// Finds the keys and checks them.
        ///
        /// @throws HsmStartException when they are not what they must be
        RootKeys find(CryptokiSession session, int epoch);
    }

    /// Root keys that were checked, and the epoch they were checked in.
    private record Ready(int epoch, RootKeys roots) {}

    /// Since when the device is away, and when to look again.
    private record Outage(long pauseNanos, long nextTry, Throwable cause) {
        boolean over() {
            return System.nanoTime() - nextTry >= 0;
        }
    }

    /// Runs an operation, again when a failure was the device's and is repaired. Work can therefore
    /// run more than once.
    ///
    /// @throws VaultException.Busy when no session became free in time
    /// @throws VaultException when the device does not answer
    /// @throws CryptokiException when the fault is the request's
    public <R> R run(Work<R> work) {
        return attempts(work, Continuation.none());
    }

    /// Runs an operation as [#run(Work)] does, and submits its record on the session's thread.
    ///
    /// @param finish runs at most once: what fails in it is not the device's failure
    public <T> Submission run(Work<T> work, Function<T, Submission> finish) {
        return attempts(work, Continuation.submitting(finish));
    }

    private <T, R> R attempts(Work<T> work, Continuation<T, R> then) {
        for (int attempt = 1; ; attempt++) {
            int epoch = requireAvailable();
            try {
                R result = pool.call(place -> on(place, work), then);
                operations.increment();
                return result;
            } catch (CryptokiException e) {
                repair(e, epoch, attempt);
            }
        }
    }

    /// Opens all sessions, so that a token with fewer is noticed at the start, and starts their
    /// threads.
    public void start() {
        pool.all().forEach(PooledSession::session);
        pool.start();
    }

    /// Operations that succeeded.
    public long operations() {
        return operations.sum();
    }

    /// Initialisations after the first.
    public long recoveries() {
        return recoveries.sum();
    }

    /// Counts the initialisations of the module.
    public int epoch() {
        return module.epoch();
    }

    /// Number of sessions.
    public int sessions() {
        return pool.size();
    }

    /// Sessions without work at the moment.
    public int idle() {
        return pool.idle();
    }

    /// Calls that were refused because no session became free in time.
    public long refusals() {
        return pool.refusals();
    }

    /// The root keys of the current epoch.
    public RootKeys roots() {
        return ready.roots();
    }

    /// Waits for the calls that run and finalises the module.
    @Override
    public void close() {
        closed = true;
        if (!pool.drain(DRAIN_LIMIT)) {
            LOG.warn("an HSM call did not end in {}", DRAIN_LIMIT);
        }
        module.close();
        pool.all().forEach(PooledSession::forget);
        pool.refill();
        pool.close();
    }

    private <R> R on(PooledSession place, Work<R> work) {
        try {
            return work.with(new Lease(place.session(), requireReady(), module.epoch()));
        } catch (CryptokiException e) {
            if (e.kind() == ErrorKind.SESSION_LOST) {
                place.replace();
            }
            throw e;
        } finally {
            if (place.poisoned()) {
                place.replace();
            }
        }
    }

    /// An initialisation may have found other keys than those of this installation: their handles
    /// must not be taken for the old ones.
    private RootKeys requireReady() {
        Ready current = ready;
        if (current.epoch() != module.epoch()) {
            throw new CryptokiException("root keys not checked", ReturnValue.DEVICE_ERROR);
        }
        return current.roots();
    }

    /// Decides what a failure means: returns when the work shall be tried again.
    private void repair(CryptokiException failure, int epoch, int attempt) {
        if (attempt == ATTEMPTS) {
            throw unavailable(failure);
        }
        switch (failure.kind()) {
            case REQUEST -> throw failure;
            case UNCLEAR -> {
                if (alive()) {
                    throw failure;
                }
                reinitialize(epoch, failure);
            }
            case KEY_LOST, SESSION_LOST -> {
                // the handle was forgotten, the session replaced: that helps once
                if (attempt > 1) {
                    reinitialize(epoch, failure);
                }
            }
            case LOGIN_LOST, DEVICE_LOST -> reinitialize(epoch, failure);
            case PIN -> throw unavailable(failure);
        }
    }

    private boolean alive() {
        try {
            return pool.call(place -> on(place, Device::answers), Continuation.none());
        } catch (CryptokiException e) {
            return false;
        }
    }

    /// One cheap round trip.
    public static boolean answers(Lease lease) {
        lease.roots().probe(lease.session());
        return true;
    }

    /// @return the epoch
    private int requireAvailable() {
        Outage current = outage;
        if (current != null) {
            reinitialize(module.epoch(), current.cause());
        }
        if (closed) {
            throw new VaultException(Problem.SERVICE_UNAVAILABLE, "The HSM is closed.");
        }
        return module.epoch();
    }

    private void reinitialize(int failedEpoch, Throwable reason) {
        recovery.lock();
        try {
            Outage current = outage;
            if (current == null && module.epoch() != failedEpoch) {
                return;
            }
            if (closed || (current != null && !current.over())) {
                throw unavailable(reason);
            }
            if (!pool.drain(DRAIN_LIMIT)) {
                throw failed(current, new HsmStartException("a call to the module does not end"));
            }
            try {
                reinitialize(reason, current);
            } finally {
                pool.refill();
            }
        } finally {
            recovery.unlock();
        }
    }

    private void reinitialize(Throwable reason, @Nullable Outage current) {
        LOG.warn("initialising the HSM module again: {}", reason.getMessage());
        pool.all().forEach(PooledSession::forget);
        try {
            ready = PlatformThread.call("hsm-recovery", this::initialized);
            outage = null;
            recoveries.increment();
            LOG.warn("the HSM is back, epoch {}", module.epoch());
        } catch (CryptokiException | HsmStartException e) {
            throw failed(current, e);
        }
    }

    private Ready initialized() {
        module.reinitialize();
        return checked();
    }

    private VaultException failed(@Nullable Outage before, RuntimeException cause) {
        long pause =
                before == null
                        ? FIRST_PAUSE_NANOS
                        : Math.min(2 * before.pauseNanos(), LONGEST_PAUSE_NANOS);
        outage = new Outage(pause, System.nanoTime() + pause, cause);
        LOG.error("the HSM is not back: {}", cause.getMessage());
        return unavailable(cause);
    }

    private Ready checked() {
        CryptokiSession session = module.openSession();
        try {
            return new Ready(module.epoch(), epochCheck.find(session, module.epoch()));
        } finally {
            session.close();
        }
    }

    private static VaultException unavailable(Throwable cause) {
        return new VaultException(
                Problem.SERVICE_UNAVAILABLE, "The HSM does not answer. Try again later.", cause);
    }
}
