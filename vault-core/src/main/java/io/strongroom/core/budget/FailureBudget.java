package io.strongroom.core.budget;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Bounds the decryptions that fail with a key: those of a minute on this node, in memory, and
/// those of a day on all nodes together.
///
/// A key without recent failures costs one look-up without a lock.
public final class FailureBudget {
    /// Keys with recent failures, beyond which those whose minute is over are dropped.
    private static final int ENOUGH = 1024;

    private final FailureLimits limits;
    private final FailureCounts counts;
    private final Clock clock;
    private final Map<UUID, RecentFailures> recent = new ConcurrentHashMap<>();

    public FailureBudget(FailureLimits limits, FailureCounts counts, Clock clock) {
        this.limits = limits;
        this.counts = counts;
        this.clock = clock;
    }

    public FailureLimits limits() {
        return limits;
    }

    /// Requires that the minute's budget of a key is not used up.
    ///
    /// @param key the key's subject in guards
    /// @throws VaultException.Busy `TOO_MANY_FAILURES`
    public void requireLeft(UUID key) {
        RecentFailures failures = recent.get(key);
        if (failures != null) {
            Instant now = clock.instant();
            if (now.isBefore(failures.free())) {
                throw exhausted(Duration.between(now, failures.free()));
            }
        }
    }

    /// Counts a failure.
    ///
    /// @param algorithm JWA name
    /// @return how many there were today with the algorithm, with this one
    /// @throws VaultException.Busy `TOO_MANY_FAILURES` if other failures have used up the minute's
    ///   budget meanwhile: then the caller must not learn of this one
    public int spend(TenantId tenant, UUID key, String algorithm) {
        Instant now = clock.instant();
        if (recent.size() > ENOUGH) {
            recent.values().removeIf(failures -> failures.isOver(now));
        }
        RecentFailures failures =
                recent.computeIfAbsent(key, _ -> new RecentFailures(limits.perMinute()));
        if (!failures.add(now)) {
            throw exhausted(Duration.between(now, failures.free()));
        }
        return counts.add(tenant, key, algorithm);
    }

    /// Number of keys whose recent failures are remembered.
    int remembered() {
        return recent.size();
    }

    private static VaultException.Busy exhausted(Duration wait) {
        return new VaultException.Busy(
                Problem.TOO_MANY_FAILURES,
                "Too many ciphertexts could not be decrypted with this key in the last minute.",
                wait);
    }
}
