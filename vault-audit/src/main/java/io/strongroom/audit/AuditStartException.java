package io.strongroom.audit;

import org.jspecify.annotations.Nullable;

/// The trail of this node cannot be opened. The message is one line for an operator.
public final class AuditStartException extends RuntimeException {
    AuditStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
