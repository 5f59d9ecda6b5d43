package io.strongroom.postgres;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.strongroom.core.Page;
import io.strongroom.core.Problem;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.LogEntry;
import io.strongroom.core.identity.TenantId;

/// Limits how many searches of the log a tenant has at a time, so that the connections of the log's
/// readers are not all one tenant's. The refusal is a 429: after a 503 the web server would close
/// the connection, and the handshake of the next one costs more than a search.
final class LimitedAuditLog implements AuditLog {
    /// So a tenant's searches take a fifth of the time of a processor at most.
    private static final int REST = 4;

    private final AuditLog log;
    private final LoadingCache<TenantId, LookupGate> gates;

    /// @param places most searches of a tenant at a time; others wait for up to a second
    LimitedAuditLog(AuditLog log, int places) {
        this.log = log;
        this.gates =
                Caffeine.newBuilder()
                        .weakValues()
                        .build(_ ->
                                new LookupGate(
                                        places,
                                        Problem.THROTTLED,
                                        "too many searches of the log at once",
                                        REST));
    }

    @Override
    public Page<LogEntry> find(TenantId tenant, Query query) {
        return gates.get(tenant).pass(() -> log.find(tenant, query));
    }
}
