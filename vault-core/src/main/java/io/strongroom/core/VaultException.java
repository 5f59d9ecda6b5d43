package io.strongroom.core;

import io.strongroom.core.identity.TenantId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A refusal that the caller may see. Codes and messages are those of Azure Key Vault; the message
/// never holds a secret and nothing that the caller did not send or own.
public abstract sealed class VaultException extends RuntimeException {
    private final int status;
    private final String code;
    private final @Nullable String innerCode;

    private VaultException(
            int status,
            String code,
            @Nullable String innerCode,
            String message,
            @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.status = status;
        this.code = code;
        this.innerCode = innerCode;
    }

    /// HTTP status of the answer.
    public int status() {
        return status;
    }

    /// `error.code` of the answer.
    public String code() {
        return code;
    }

    /// `error.innererror.code` of the answer.
    public @Nullable String innerCode() {
        return innerCode;
    }

    /// What was said, never null.
    public String description() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /// No token, or one that is not accepted: 401 with a challenge.
    public static final class Unauthorized extends VaultException {
        public Unauthorized(String message) {
            super(401, "Unauthorized", null, message, null);
        }

        /// @param code where the control plane says more, such as `InvalidAuthenticationToken`
        public Unauthorized(String code, String message) {
            super(401, code, null, message, null);
        }
    }

    /// The caller, or the state of the key, does not allow it: 403.
    public static final class Forbidden extends VaultException {
        /// @param innerCode such as `ForbiddenByPolicy`, `KeyDisabled`
        public Forbidden(@Nullable String innerCode, String message) {
            super(403, "Forbidden", innerCode, message, null);
        }

        /// @param code where it is not `Forbidden`, as in the control plane
        public Forbidden(String code, @Nullable String innerCode, String message) {
            super(403, code, innerCode, message, null);
        }
    }

    /// There is no such thing, or it is somebody else's: 404.
    public static final class NotFound extends VaultException {
        /// @param code such as `KeyNotFound`
        public NotFound(String code, String message) {
            super(404, code, null, message, null);
        }
    }

    /// The request makes no sense: 400, 405, 413 or 415.
    public static final class BadParameter extends VaultException {
        public BadParameter(String message) {
            super(400, "BadParameter", null, message, null);
        }

        public BadParameter(int status, String code, String message) {
            super(status, code, null, message, null);
        }
    }

    /// The thing is in a state that stands against it: 409.
    public static final class Conflict extends VaultException {
        public Conflict(String code, @Nullable String innerCode, String message) {
            super(409, code, innerCode, message, null);
        }
    }

    /// No capacity at the moment: 503 with Retry-After.
    public static final class Busy extends VaultException {
        private final Duration retryAfter;

        public Busy(String message, Duration retryAfter) {
            super(503, "ServiceBusy", null, message, null);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /// Something the service needs does not answer: 503 with Retry-After.
    public static final class Unavailable extends VaultException {
        public Unavailable(String message, @Nullable Throwable cause) {
            super(503, "ServiceUnavailable", null, message, cause);
        }
    }

    /// Stored data is not what was stored: 500. An integrity event for the officer.
    public static final class Integrity extends VaultException {
        private final @Nullable TenantId tenant;

        public Integrity(String message) {
            this(message, null);
        }

        private Integrity(String message, @Nullable TenantId tenant) {
            super(500, "IntegrityViolation", null, message, null);
            this.tenant = tenant;
        }

        /// The same, found in what belongs to this tenant.
        public Integrity of(TenantId owner) {
            return new Integrity(description(), owner);
        }

        /// Whose data it is, null when the operation knows that already.
        public @Nullable TenantId tenant() {
            return tenant;
        }
    }
}
