package io.strongroom.api.http;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Passes a message on when it differs from the last one or a minute has gone by, so that an outage
/// that fails every request is a line in the log and not a flood of them.
final class OncePerMinute {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private final Consumer<String> log;

    // both guarded by this
    private @Nullable String last;
    private long since;

    /// @param nanos a monotonic clock, in nanoseconds
    OncePerMinute(LongSupplier nanos, Consumer<String> log) {
        this.nanos = nanos;
        this.log = log;
    }

    void report(String message) {
        if (isDue(message)) {
            log.accept(message);
        }
    }

    private synchronized boolean isDue(String message) {
        long now = nanos.getAsLong();
        if (message.equals(last) && now - since < MINUTE_NANOS) {
            return false;
        }
        last = message;
        since = now;
        return true;
    }
}
