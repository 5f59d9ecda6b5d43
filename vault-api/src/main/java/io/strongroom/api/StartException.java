package io.strongroom.api;

import org.jspecify.annotations.Nullable;

/// The service cannot start. The message is one line for the operator: what is wrong and how to fix
/// it.
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
