package io.strongroom.pkcs11.session;

import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.ErrorKind;
import io.strongroom.pkcs11.cryptoki.ReturnValue;
import java.time.Duration;
import java.util.function.Consumer;

/// Exclusive use of the sessions of a thread, plus the root keys of the current epoch. All stay
/// valid until the operation ends.
///
/// @param session for operations, and for objects that end with the operation
/// @param owner owns the keys that are unwrapped for later use
public record Lease(CryptokiSession session, OwnerSession owner, RootKeys roots, int epoch) {

    /// Work on a lease.
    ///
    /// Its caller may be refused while it runs, and may then change or wipe its own arrays: work
    /// reads copies only.
    @FunctionalInterface
    public interface Work<R> {
        /// Does the work.
        R with(Lease lease);

        /// Gets a result that does not reach its caller. Work whose result is secret wipes it.
        default void discard(R result) {}

        /// How much longer than the timeout of calls the work may take.
        default Duration allowance() {
            return Duration.ZERO;
        }

        /// Whether other work goes first.
        default boolean isLowPriority() {
            return false;
        }

        /// Work whose result must not stay in memory.
        ///
        /// @param wipe wipes a result that does not reach its caller
        static <R> Work<R> secret(Work<R> work, Consumer<R> wipe) {
            return new Special<>(work, wipe, Duration.ZERO, false);
        }

        /// Work that may take longer than the timeout of calls.
        static <R> Work<R> slow(Duration allowance, Work<R> work) {
            return new Special<>(work, _ -> {}, allowance, false);
        }

        /// Work of low priority, which may take longer than the timeout of calls.
        static <R> Work<R> low(Duration allowance, Work<R> work) {
            return new Special<>(work, _ -> {}, allowance, true);
        }
    }

    private record Special<R>(
            Work<R> work, Consumer<R> wipe, Duration allowance, boolean isLowPriority)
            implements Work<R> {
        @Override
        public R with(Lease lease) {
            return work.with(lease);
        }

        @Override
        public void discard(R result) {
            wipe.accept(result);
        }
    }

    /// Destroys a session object. One that cannot be destroyed is gone, or ends with its session.
    public void destroy(long object) {
        try {
            session.destroy(object);
        } catch (CryptokiException _) {
            // see above
        }
    }

    /// Whether an error is the fault of the request or its key material. Where the module's answer
    /// is not clear, a round trip shows whether the device still answers.
    ///
    /// @throws CryptokiException if it does not
    public boolean blamesRequest(CryptokiException error) {
        if (error.kind() == ErrorKind.UNCLEAR) {
            requireDevice();
            return true;
        }
        return error.kind() == ErrorKind.REQUEST;
    }

    /// Whether the device answers a cheap round trip.
    public boolean answers() {
        try {
            roots.probe(session);
            return true;
        } catch (CryptokiException _) {
            return false;
        }
    }

    private void requireDevice() {
        try {
            roots.probe(session);
        } catch (CryptokiException e) {
            throw new CryptokiException("probe after an unclear answer", ReturnValue.DEVICE_ERROR);
        }
    }
}
