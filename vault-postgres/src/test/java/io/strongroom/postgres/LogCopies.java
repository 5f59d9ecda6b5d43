package io.strongroom.postgres;

import io.strongroom.core.audit.AuditLog.Query;
import io.strongroom.core.identity.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A log that is larger than a test could record: rows that SQL makes. Their records are not those
/// of their columns.
final class LogCopies {
    static final TenantId LARGE =
            new TenantId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
    static final TenantId SMALL =
            new TenantId(UUID.fromString("22222222-2222-4222-8222-222222222222"));

    /// Half of the rows are before midnight of a month's end, half after it. Each node has every
    /// second row; times are out of order by up to two seconds, and some occur twice.
    private static final String COPIES =
            """
            INSERT INTO audit_event (node, sequence, tenant_id, time, operation, vault, collection,
                object, principal, application, succeeded, signature, record, hash)
            SELECT 'node-' || g % 2, (g + 1) / 2,
                CASE WHEN g % 10 = 3 THEN ?::uuid ELSE ?::uuid END,
                date_trunc('month', now(), 'UTC') + interval '1 month'
                    + (g - ? / 2) * interval '100 ms' + (g * 7919 % 20) * interval '100 ms',
                CASE WHEN g % 50 = 4 THEN 'KeyGet' ELSE 'KeySign' END,
                'vault-' || g % 20,
                CASE WHEN g % 100 = 6 THEN 'secrets' WHEN g % 100 <> 7 THEN 'keys' END,
                CASE WHEN g % 100 <> 7 THEN
                    CASE WHEN g % 10000 = 12 THEN 'rare' ELSE 'key-' || g * 31 % 1000 END END,
                CASE WHEN g % 30 <> 5 THEN 'person-' || g % 4 END,
                CASE WHEN g % 30 <> 5 THEN 'App-' || g % 3 END,
                g % 97 <> 0,
                CASE WHEN g % 97 <> 0 THEN 'OK'
                    WHEN g % 194 = 0 THEN 'ForbiddenByPolicy' ELSE 'KeyDisabled' END,
                decode(repeat(md5(g::text), 38), 'hex'), sha256(g::text::bytea)
            FROM generate_series(?::bigint, ?::bigint) AS g
            """;

    private final AuditDatabase database;

    LogCopies(AuditDatabase database) {
        this.database = database;
        database.run("INSERT INTO audit_chain VALUES ('node-0', 1), ('node-1', 1)");
    }

    /// Adds the rows of numbers from the first to the last.
    void add(long first, long last) {
        database.run(COPIES, SMALL.value(), LARGE.value(), 20_000L, first, last);
    }

    /// The places of a tenant's rows that a condition finds, newest first.
    List<String> places(TenantId tenant, String condition) {
        String query =
                "SELECT node || '/' || sequence FROM audit_event WHERE tenant_id = ? AND "
                        + condition
                        + " ORDER BY time DESC, node DESC, sequence DESC";
        try (Connection connection = database.database().asSuperuser();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setObject(1, tenant.value());
            try (ResultSet rows = statement.executeQuery()) {
                List<String> places = new ArrayList<>();
                while (rows.next()) {
                    places.add(rows.getString(1));
                }
                return places;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The page of a query. [PostgresAuditLog] would show its rows as broken.
    static AuditPages.Found page(Connections connections, TenantId tenant, Query query) {
        return new AuditPages(new TenantSql(connections), tenant, AuditSearch.of(query)).find();
    }

    /// A query with some filters, such as `key=rare&operation=KeySign`.
    static Query query(String filters, int limit, @Nullable String cursor) {
        Map<String, String> values = new HashMap<>();
        for (String filter : filters.isEmpty() ? new String[0] : filters.split("&")) {
            String[] parts = filter.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        return new Query(
                values.get("vault"),
                values.get("key"),
                values.get("secret"),
                values.get("operation"),
                values.get("caller"),
                values.get("result"),
                null,
                null,
                limit,
                cursor);
    }
}
