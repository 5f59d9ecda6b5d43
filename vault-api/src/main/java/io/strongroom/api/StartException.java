package io.strongroom.api;

import org.jspecify.annotations.Nullable;

/// The service cannot start. The message is one line for a person: what is wrong, and what to do.
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
