package io.strongroom.postgres;

import io.strongroom.audit.RecordColumns;
import io.strongroom.core.audit.AuditLog.Query;
import io.strongroom.core.identity.TenantId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query as SQL. One row more than asked for tells whether there is another page.
final class AuditSearch {
    private final StringBuilder conditions = new StringBuilder("tenant_id = ?");
    private final List<Object> values = new ArrayList<>();
    private final int limit;

    private AuditSearch(TenantId tenant, int limit) {
        values.add(tenant.value());
        this.limit = limit;
    }

    static AuditSearch of(TenantId tenant, Query query) {
        AuditSearch search = new AuditSearch(tenant, query.limit());
        search.where("vault = ?", RecordColumns.name(query.vault()));
        search.where("collection = 'keys' AND object = ?", RecordColumns.name(query.key()));
        search.where("collection = 'secrets' AND object = ?", RecordColumns.name(query.secret()));
        search.where("operation = ?", text(query.operation()));
        search.where("? IN (principal, application)", RecordColumns.name(query.caller()));
        search.result(query.result());
        search.where("time >= ?", time(query.from()));
        search.where("time < ?", time(query.to()));
        if (query.cursor() != null) {
            search.after(LogPlace.parse(query.cursor()));
        }
        return search;
    }

    private void result(@Nullable String result) {
        if (result == null) {
            return;
        }
        switch (result) {
            case "Success" -> conditions.append(" AND succeeded");
            case "Failure" -> conditions.append(" AND NOT succeeded");
            default -> where("signature = ?", text(result));
        }
    }

    private void after(LogPlace cursor) {
        where("(time, node, sequence) < (?, ?, ?)", time(cursor.time()));
        values.add(cursor.node());
        values.add(cursor.sequence());
    }

    /// @param value null for no such condition
    private void where(String condition, @Nullable Object value) {
        if (value != null) {
            conditions.append(" AND ").append(condition);
            values.add(value);
        }
    }

    String sql() {
        return """
        SELECT %s FROM audit_event WHERE %s
        ORDER BY time DESC, node DESC, sequence DESC LIMIT ?
        """
                .formatted(AuditRows.COLUMNS, conditions);
    }

    void bind(PreparedStatement statement, int first) throws SQLException {
        int next = first;
        for (Object value : values) {
            statement.setObject(next++, value);
        }
        statement.setInt(next, limit + 1);
    }

    private static @Nullable String text(@Nullable String value) {
        return value == null ? null : RecordColumns.text(value);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant value) {
        return value == null ? null : value.atOffset(ZoneOffset.UTC);
    }
}
