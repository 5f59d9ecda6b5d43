package io.strongroom.api;

import io.strongroom.audit.PostgresAuditTrail;
import io.strongroom.pkcs11.Pkcs11Hsm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Whether this node can serve: the HSM answers, the database answers, and the audit trail takes
/// records, which it does only after it has verified the end of its chain. Anybody may ask, so what
/// was found is kept for a second.
final class Readiness {
    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();
    private final Pkcs11Hsm hsm;
    private final PostgresAuditTrail trail;
    private final BooleanSupplier database;
    private final LongSupplier nanos;
    private @Nullable Found found; // guarded by this

    private record Found(long at, Map<String, Boolean> parts) {}

    /// @param nanos a monotonic clock
    Readiness(
            Pkcs11Hsm hsm, PostgresAuditTrail trail, BooleanSupplier database, LongSupplier nanos) {
        this.hsm = hsm;
        this.trail = trail;
        this.database = database;
        this.nanos = nanos;
    }

    boolean isReady() {
        return !parts().containsValue(false);
    }

    /// Which part is ready.
    synchronized Map<String, Boolean> parts() {
        long now = nanos.getAsLong();
        if (found == null || now - found.at() > KEPT_NANOS) {
            found = new Found(now, probe());
        }
        return found.parts();
    }

    private Map<String, Boolean> probe() {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        parts.put("audit", trail.isOpen());
        parts.put("database", database.getAsBoolean());
        parts.put("hsm", hsm.health().available());
        return Map.copyOf(parts);
    }
}
