package io.strongroom.api;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Whether this node can serve. Anybody may ask, so what was found is kept for a second, and while
/// somebody looks, others get what was found before.
final class Readiness {
    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();
    private final Map<String, BooleanSupplier> probes;
    private final LongSupplier nanos;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Found found;

    private record Found(long at, Map<String, Boolean> parts) {}

    /// @param probes what the node needs, by name, and whether it is there
    /// @param nanos a monotonic clock
    Readiness(Map<String, BooleanSupplier> probes, LongSupplier nanos) {
        this.probes = Map.copyOf(probes);
        this.nanos = nanos;
    }

    boolean isReady() {
        Map<String, Boolean> parts = parts();
        return !parts.isEmpty() && !parts.containsValue(false);
    }

    /// Which part is there; empty before the first look has ended.
    Map<String, Boolean> parts() {
        Found last = found;
        boolean fresh = last != null && nanos.getAsLong() - last.at() <= KEPT_NANOS;
        if (fresh || !looking.tryLock()) {
            return last == null ? Map.of() : last.parts();
        }
        try {
            Map<String, Boolean> parts = new TreeMap<>();
            probes.forEach((name, probe) -> parts.put(name, probe.getAsBoolean()));
            found = new Found(nanos.getAsLong(), parts);
            return parts;
        } finally {
            looking.unlock();
        }
    }
}
