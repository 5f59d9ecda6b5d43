package io.strongroom.core;

import io.strongroom.core.identity.TenantId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A refusal or failure that the caller may see. The message is Azure's where Azure has one. It
/// holds no secret, and nothing that the caller did not send or does not own.
public sealed class VaultException extends RuntimeException {
    private final Problem problem;

    public VaultException(Problem problem, String message) {
        this(problem, message, null);
    }

    /// @param cause for the service's own log; callers never see it
    public VaultException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /// HTTP status of the answer.
    public int status() {
        return problem.status();
    }

    /// The message, never null.
    public String description() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /// The request has no token at all, as the first request of every SDK: 401 with a challenge.
    /// The log tells it from the refusal of a token.
    public static final class Challenge extends VaultException {
        /// @param problem of the plane, status 401
        public Challenge(Problem problem, String message) {
            super(problem, message);
        }
    }

    /// There is no capacity at the moment: a refusal with `Retry-After`.
    public static final class Busy extends VaultException {
        private final Duration retryAfter;

        /// The service has no capacity: 503.
        public Busy(String message, Duration retryAfter) {
            this(Problem.SERVICE_BUSY, message, retryAfter);
        }

        /// @param problem `SERVICE_BUSY`, `THROTTLED` if it is the tenant that asks for too much,
        ///   or `TOO_MANY_FAILURES`
        public Busy(Problem problem, String message, Duration retryAfter) {
            super(problem, message);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /// A ciphertext cannot be decrypted: 400. It does not say what is wrong with it, because that
    /// would help to decrypt others.
    public static final class InvalidCiphertext extends VaultException {
        public InvalidCiphertext() {
            super(Problem.BAD_PARAMETER, "The ciphertext cannot be decrypted.");
        }
    }

    /// Stored data is not what the service stored: 500, and an integrity event in the log of the
    /// tenant that owns the data.
    public static final class Integrity extends VaultException {
        private final @Nullable TenantId tenant;

        public Integrity(String message) {
            this(message, null);
        }

        private Integrity(String message, @Nullable TenantId tenant) {
            super(Problem.INTEGRITY_VIOLATION, message);
            this.tenant = tenant;
        }

        /// The same violation, found in data of this tenant.
        public Integrity of(TenantId owner) {
            return new Integrity(description(), owner);
        }

        /// The tenant that owns the data; null if it is the tenant that the operation is about.
        public @Nullable TenantId tenant() {
            return tenant;
        }
    }
}
