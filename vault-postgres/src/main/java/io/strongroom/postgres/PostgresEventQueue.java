package io.strongroom.postgres;

import static io.strongroom.postgres.PostgresKeyEvents.utc;

import io.strongroom.core.event.EventQueue;
import io.strongroom.core.event.KeyEvent;
import io.strongroom.core.identity.TenantId;
import java.time.Instant;
import java.util.List;

/// Events that wait for their delivery, in PostgreSQL.
final class PostgresEventQueue implements EventQueue {
    private static final String DUE =
            """
            SELECT %s, e.attempts
            FROM event e
            WHERE e.tenant_id = ? AND e.delivery = 'waiting' AND e.next_attempt <= ?
            ORDER BY e.next_attempt, e.event_id
            LIMIT ?
            """
                    .formatted(PostgresKeyEvents.COLUMNS);
    private static final String DELIVERED =
            """
            UPDATE event SET delivery = 'delivered'
            WHERE tenant_id = ? AND event_id = ? AND delivery = 'waiting'
            RETURNING 1
            """;
    private static final String FAILED =
            """
            UPDATE event SET attempts = attempts + 1, next_attempt = ?
            WHERE tenant_id = ? AND event_id = ? AND delivery = 'waiting'
            RETURNING 1
            """;
    private static final String GIVE_UP =
            """
            UPDATE event SET delivery = 'given-up'
            WHERE tenant_id = ? AND delivery = 'waiting' AND time < ?
            RETURNING 1
            """;

    private final TenantSql sql;

    PostgresEventQueue(TenantSql sql) {
        this.sql = sql;
    }

    @Override
    public List<Waiting> due(TenantId tenant, Instant now, int limit) {
        return sql.read(
                tenant,
                DUE,
                row -> new Waiting(PostgresKeyEvents.event(row), row.getInt("attempts")),
                tenant.value(),
                utc(now),
                limit);
    }

    @Override
    public void delivered(KeyEvent event) {
        TenantId tenant = event.key().vault().tenant();
        change(tenant, DELIVERED, tenant.value(), event.id());
    }

    @Override
    public void failed(KeyEvent event, Instant next) {
        TenantId tenant = event.key().vault().tenant();
        change(tenant, FAILED, utc(next), tenant.value(), event.id());
    }

    @Override
    public int giveUp(TenantId tenant, Instant before) {
        return change(tenant, GIVE_UP, tenant.value(), utc(before));
    }

    /// @return number of rows
    private int change(TenantId tenant, String statement, Object... arguments) {
        return sql.read(tenant, statement, _ -> true, arguments).size();
    }
}
