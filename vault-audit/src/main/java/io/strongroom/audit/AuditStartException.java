package io.strongroom.audit;

import org.jspecify.annotations.Nullable;

/// The trail of this node cannot be continued. The message is one line for a person.
public final class AuditStartException extends RuntimeException {
    AuditStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
