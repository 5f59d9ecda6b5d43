package io.strongroom.core.audit;

import io.strongroom.core.VaultException;

/// How an operation ended.
///
/// @param status HTTP status of the answer
/// @param signature short: `OK`, or `Challenge` for a request without a token, or the error's inner
///   code, else its code
/// @param description the message that the caller saw, empty on success
public record Outcome(int status, String signature, String description) {
    /// The operation was done, but what it relied on had changed before its record was stored: the
    /// result was dropped.
    public static final Outcome DROPPED =
            new Outcome(
                    409,
                    "DroppedInFlight",
                    "What the operation relied on changed while it ran; its result was dropped.");

    private static final String CHALLENGE = "Challenge";

    /// Success.
    public static Outcome success(int status) {
        return new Outcome(status, "OK", "");
    }

    /// A refusal.
    public static Outcome of(VaultException refusal) {
        String signature =
                refusal instanceof VaultException.Challenge
                        ? CHALLENGE
                        : refusal.problem().signature();
        return new Outcome(refusal.status(), signature, refusal.description());
    }

    /// A failure of the service itself; nothing of it is told.
    public static Outcome failure() {
        return new Outcome(500, "InternalServerError", "An internal error occurred.");
    }

    public boolean succeeded() {
        return status < 400;
    }
}
