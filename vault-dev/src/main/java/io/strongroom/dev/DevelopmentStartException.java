package io.strongroom.dev;

import org.jspecify.annotations.Nullable;

/// The development installation cannot start. The message is one line for a person: what is wrong
/// and what to do.
final class DevelopmentStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DevelopmentStartException(String message) {
        this(message, null);
    }

    DevelopmentStartException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
