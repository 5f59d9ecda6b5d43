package io.strongroom.pkcs11.session;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Attempts to bring the module back that failed: why the last one did, and how long to wait before
/// the next.
///
/// @param pauseNanos doubles with each attempt
record Outage(RuntimeException cause, long pauseNanos) {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    static Outage after(@Nullable Outage before, RuntimeException cause) {
        return new Outage(
                cause,
                before == null
                        ? FIRST_PAUSE_NANOS
                        : Math.min(2 * before.pauseNanos(), LONGEST_PAUSE_NANOS));
    }

    /// Whether the last attempt failed for another reason.
    boolean isNewReason(@Nullable Outage before) {
        return before == null
                || !String.valueOf(before.cause().getMessage()).equals(cause.getMessage());
    }
}
