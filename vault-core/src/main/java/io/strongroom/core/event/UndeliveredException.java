package io.strongroom.core.event;

import org.jspecify.annotations.Nullable;

/// An event was not delivered.
public final class UndeliveredException extends Exception {
    private static final long serialVersionUID = 1L;

    /// Says why.
    ///
    /// @param message such as `status 500`
    public UndeliveredException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
