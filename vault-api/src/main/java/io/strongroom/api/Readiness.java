package io.strongroom.api;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Whether this node can serve. The result of the probes is cached for a second, because requests
/// for it need no token; while they run, other requests get the result before.
final class Readiness {
    private static final long CACHED_NANOS = Duration.ofSeconds(1).toNanos();
    private final Map<String, BooleanSupplier> probes;
    private final LongSupplier nanos;
    private final ReentrantLock probing = new ReentrantLock();
    private volatile @Nullable Result result;

    private record Result(long at, Map<String, Boolean> parts) {}

    /// @param probes of what the node needs, by name; true if it is available
    /// @param nanos a monotonic clock
    Readiness(Map<String, BooleanSupplier> probes, LongSupplier nanos) {
        this.probes = Map.copyOf(probes);
        this.nanos = nanos;
    }

    boolean isReady() {
        Map<String, Boolean> parts = parts();
        return !parts.isEmpty() && !parts.containsValue(false);
    }

    /// Whether each part is available; empty before the probes have run once.
    Map<String, Boolean> parts() {
        Result last = result;
        boolean fresh = last != null && nanos.getAsLong() - last.at() <= CACHED_NANOS;
        if (fresh || !probing.tryLock()) {
            return last == null ? Map.of() : last.parts();
        }
        try {
            Map<String, Boolean> parts = new TreeMap<>();
            probes.forEach((name, probe) -> parts.put(name, probe.getAsBoolean()));
            result = new Result(nanos.getAsLong(), parts);
            return parts;
        } finally {
            probing.unlock();
        }
    }
}
