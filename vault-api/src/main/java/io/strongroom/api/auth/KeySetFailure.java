package io.strongroom.api.auth;

/// Why a key set cannot be used.
final class KeySetFailure {
    private KeySetFailure() {}

    /// What the deepest exception with a message says.
    static String reason(Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                reason = message;
            }
        }
        return reason;
    }
}
