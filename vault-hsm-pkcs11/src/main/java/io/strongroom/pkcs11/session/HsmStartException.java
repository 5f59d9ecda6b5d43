package io.strongroom.pkcs11.session;

import org.jspecify.annotations.Nullable;

/// The HSM is not fit to start with. The message is one line for a person: what is wrong, and what
/// to do.
public final class HsmStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HsmStartException(String message) {
        this(message, null);
    }

    public HsmStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
