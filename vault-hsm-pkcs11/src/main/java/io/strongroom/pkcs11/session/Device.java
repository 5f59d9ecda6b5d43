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
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A token that is logged in to. Operations run on the threads of its sessions. This class, and no
/// other, decides what a failure means: whether the call is made again, whether the module is
/// initialised again ([Recovery]), or whether the caller is refused.
///
/// No caller waits longer than the timeout of calls, whatever the module does. A call that does not
/// return is given up with its session ([PoolWatch]). While it has not returned, the module cannot
/// be initialised again: `C_Finalize` must not be called while another thread is in the module
/// (PKCS#11 v3.0 §5.4). A device that is lost meanwhile comes back with the call or with a restart
/// of the node. New sessions without `C_Finalize` would not bring it back: a module that has lost
/// its device refuses every call until it is finalised, and may give a new session the handle of
/// the one that the hung call still uses.
public final class Device implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Device.class);
    private static final int ATTEMPTS = 3;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
    private static final long SEARCH_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Pkcs11Module module;
    private final SessionPool pool;
    private final Recovery recovery;
    private final EpochCheck epochCheck;
    private final Timeouts timeouts;
    private final LongAdder operations = new LongAdder();
    private final LongAdder recoveries = new LongAdder();
    private final AtomicLong nextSearch = new AtomicLong(System.nanoTime());
    private volatile Ready ready;
    private volatile boolean closed;

    /// Takes over an initialised module.
    ///
    /// @param sessions number of sessions, and so of calls at a time
    /// @param timeout how long a call waits for a free session
    /// @param callTimeout how long a caller waits in all
    public Device(
            Pkcs11Module module,
            int sessions,
            Duration timeout,
            Duration callTimeout,
            EpochCheck epochCheck) {
        this.module = module;
        this.timeouts = new Timeouts(timeout, callTimeout);
        this.epochCheck = epochCheck;
        this.ready = checked();
        this.pool =
                new SessionPool(
                        sessions,
                        timeouts,
                        () -> new PooledSession(module::openSession),
                        place -> on(place, Device::answers));
        this.recovery = new Recovery(this::initializeAgain, module::epoch);
    }

    /// What a new epoch must pass before it is used.
    public interface EpochCheck {
        /// Finds the root keys.
        ///
        /// @throws HsmStartException if they are not what they must be
        RootKeys find(CryptokiSession session);

        /// Checks that they are the keys of this installation.
        ///
        /// @throws HsmStartException if they are not
        void require(Lease lease);
    }

    /// Root keys that were checked, and the epoch they were checked in.
    private record Ready(int epoch, RootKeys roots) {}

    /// Runs an operation. It runs again if it failed for a reason that is the device's, so it can
    /// run more than once.
    ///
    /// @throws VaultException.Busy if no session became free in time
    /// @throws VaultException `SERVICE_UNAVAILABLE` if the device does not answer in time
    /// @throws CryptokiException if the fault is the request's
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
        long since = System.nanoTime();
        long deadline = since + timeouts.call().plus(work.allowance()).toNanos();
        for (int attempt = 1; ; attempt++) {
            int epoch = requireAvailable();
            try {
                R result = call(work, then, since);
                operations.increment();
                return result;
            } catch (CryptokiException e) {
                repair(e, epoch, attempt, deadline);
            }
        }
    }

    /// Makes one cheap round trip to see whether the device answers.
    ///
    /// @throws VaultException.Busy if all sessions are in use; calls return
    /// @throws VaultException `SERVICE_UNAVAILABLE` if the device does not answer, or is being
    ///   recovered
    public void requireAnswer() {
        try {
            run(Device::answers);
        } catch (VaultException.Busy e) {
            if (recovery.isAttempting()) {
                throw Recovery.unavailable(
                        new TimeoutException("the initialisation of the module has not ended"));
            }
            if (!pool.hasSessions()) {
                throw Recovery.unavailable(
                        new CryptokiException("C_OpenSession", ReturnValue.SESSION_COUNT));
            }
            throw e;
        }
    }

    /// Finds root and seal keys that were generated since the module was initialised. Searches the
    /// token at most once a second.
    public void findNewKeys() {
        long now = System.nanoTime();
        long due = nextSearch.get();
        if (now - due < 0 || !nextSearch.compareAndSet(due, now + SEARCH_PAUSE_NANOS)) {
            return;
        }
        try {
            ready = run(lease -> new Ready(lease.epoch(), epochCheck.find(lease.session())));
        } catch (HsmStartException e) {
            LOG.error("the keys on the token have changed and are not used: {}", e.getMessage());
        }
    }

    /// Opens all sessions and starts their threads.
    ///
    /// @throws HsmStartException if the token has fewer sessions
    public void start() {
        try {
            pool.sessions().forEach(place -> place.open(module.epoch()));
        } catch (CryptokiException e) {
            if (e.kind() == ErrorKind.NO_SESSION) {
                throw new HsmStartException(
                        "token \"%s\" does not have the %d sessions that strongroom.hsm.sessions=%d needs"
                                .formatted(module.tokenLabel(), 2 * pool.size() + 1, pool.size()),
                        e);
            }
            throw e;
        }
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

    /// Calls that were given up and have not returned yet.
    public int hungCalls() {
        return pool.hungCalls();
    }

    /// The root keys of the current epoch.
    public RootKeys roots() {
        return ready.roots();
    }

    /// Waits for the calls that run and finalises the module, unless a call does not return.
    @Override
    public void close() {
        closed = true;
        recovery.close(DRAIN_LIMIT);
        boolean drained = pool.drain(DRAIN_LIMIT);
        if (drained) {
            module.close();
            pool.sessions().forEach(PooledSession::forget);
        } else {
            LOG.warn("an HSM call did not end in {}; the module is not finalised", DRAIN_LIMIT);
        }
        pool.refill();
        pool.close();
    }

    /// One cheap round trip.
    static boolean answers(Lease lease) {
        lease.roots().probe(lease.session());
        return true;
    }

    private <T, R> R call(Work<T> work, Continuation<T, R> then, long since) {
        return pool.call(new SessionTask<>(work, place -> on(place, work), then, since));
    }

    private <R> R on(PooledSession place, Work<R> work) {
        try {
            return work.with(place.lease(requireReady(), module.epoch()));
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

    /// An initialisation may have found other keys than those of this installation. Their handles
    /// must not be mistaken for the old ones.
    private RootKeys requireReady() {
        Ready current = ready;
        if (current.epoch() != module.epoch()) {
            throw new CryptokiException("root keys not checked", ReturnValue.DEVICE_ERROR);
        }
        return current.roots();
    }

    /// Decides what a failure means: returns if the call shall be made again.
    private void repair(CryptokiException failure, int epoch, int attempt, long deadline) {
        if (attempt == ATTEMPTS) {
            throw failure.kind() == ErrorKind.REQUEST ? failure : Recovery.unavailable(failure);
        }
        switch (failure.kind()) {
            case REQUEST -> throw failure;
            case UNCLEAR -> recoverUnlessAlive(epoch, failure, deadline);
            case KEY_LOST, SESSION_LOST -> {
                // the handle was forgotten, the session replaced: that helps once
                if (attempt > 1) {
                    recoverUnlessAlive(epoch, failure, deadline);
                }
            }
            case NO_SESSION ->
                    throw new VaultException.Busy(
                            "The HSM has no session left. Try again later.", RETRY_AFTER);
            case LOGIN_LOST, DEVICE_LOST -> recover(epoch, failure, deadline);
            case PIN -> throw Recovery.unavailable(failure);
        }
    }

    /// For a failure that may concern one key or one session only: a device that answers is not
    /// taken away from all others for it.
    private void recoverUnlessAlive(int epoch, CryptokiException failure, long deadline) {
        if (!isAlive()) {
            recover(epoch, failure, deadline);
        }
    }

    /// Probes the device. A lost session, which is replaced, says nothing about the device: another
    /// probe follows.
    private boolean isAlive() {
        for (int probe = 1; ; probe++) {
            try {
                return call(Device::answers, Continuation.none(), System.nanoTime());
            } catch (CryptokiException e) {
                if (e.kind() != ErrorKind.SESSION_LOST || probe == ATTEMPTS) {
                    return e.kind() == ErrorKind.NO_SESSION;
                }
            }
        }
    }

    /// @return the epoch
    private int requireAvailable() {
        if (closed) {
            throw new VaultException(Problem.SERVICE_UNAVAILABLE, "The HSM is closed.");
        }
        recovery.requireNoOutage();
        return module.epoch();
    }

    private void recover(int failedEpoch, Throwable reason, long deadline) {
        recovery.await(failedEpoch, reason, deadline - System.nanoTime());
    }

    /// Runs on the recovery's thread.
    private void initializeAgain() {
        if (pool.hungCalls() > 0 || !pool.drain(DRAIN_LIMIT)) {
            requireAlive();
            return;
        }
        try {
            pool.sessions().forEach(PooledSession::forget);
            module.reinitialize();
            ready = checked();
            recoveries.increment();
        } finally {
            pool.refill();
        }
    }

    /// While a call has not returned, the module is used without a new initialisation, if it
    /// answers.
    private void requireAlive() {
        if (!isAlive()) {
            throw new HsmStartException(
                    "the device is lost, and a call to the module does not return: restart this node");
        }
    }

    private Ready checked() {
        int epoch = module.epoch();
        CryptokiSession session = module.openSession();
        OwnerSession owner = new OwnerSession(session, epoch);
        try {
            RootKeys roots = epochCheck.find(session);
            epochCheck.require(new Lease(session, owner, roots, epoch));
            return new Ready(epoch, roots);
        } finally {
            owner.close();
        }
    }
}
