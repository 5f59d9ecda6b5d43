package io.strongroom.postgres;

import org.jspecify.annotations.Nullable;

/// The database is not fit to start with. The message is one line for the operator: what is wrong
/// and how to fix it.
public class DatabaseStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
