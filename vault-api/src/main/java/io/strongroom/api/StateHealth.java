package io.strongroom.api;

import io.strongroom.core.VaultException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether sealed state is what the service stored. A node with findings stays up and ready: the
/// rows that are wrong are refused, and the others are served. The store is asked at most every
/// second.
final class StateHealth implements HealthIndicator {
    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier source;

    // both guarded by this
    private double findings = Double.NaN;
    private long readAt = System.nanoTime() - KEPT_NANOS;

    /// @param source number of findings at the moment
    StateHealth(LongSupplier source) {
        this.source = source;
    }

    /// Number of findings at the moment; not a number while the database does not answer.
    synchronized double findings() {
        if (System.nanoTime() - readAt >= KEPT_NANOS) {
            findings = read();
            readAt = System.nanoTime();
        }
        return findings;
    }

    private double read() {
        try {
            return source.getAsLong();
        } catch (VaultException e) {
            return Double.NaN;
        }
    }

    @Override
    public Health health() {
        double now = findings();
        return Health.up()
                .withDetail("intact", Double.isNaN(now) ? "unknown" : now == 0)
                .withDetail("findings", Double.isNaN(now) ? "unknown" : (long) now)
                .build();
    }
}
