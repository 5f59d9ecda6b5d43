package io.strongroom.postgres;

import io.strongroom.audit.RecordColumns;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditLog.Query;
import io.strongroom.core.identity.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query of the log as SQL. It selects one row more than the page holds, to tell whether there is
/// a next page.
final class AuditSearch {
    /// The range of `timestamptz` (PostgreSQL 18 §8.5), in whole years.
    private static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("+294275-12-31T23:59:59Z");

    private final StringBuilder conditions = new StringBuilder("tenant_id = ?");
    private final List<Object> values = new ArrayList<>();
    private final int limit;

    private AuditSearch(TenantId tenant, int limit) {
        values.add(tenant.value());
        this.limit = limit;
    }

    /// @throws VaultException if the cursor is invalid or a time is out of range
    static AuditSearch of(TenantId tenant, Query query) {
        AuditSearch search = new AuditSearch(tenant, query.limit());
        search.where("vault = ?", RecordColumns.name(query.vault()));
        search.where("collection = 'keys' AND object = ?", RecordColumns.name(query.key()));
        search.where("collection = 'secrets' AND object = ?", RecordColumns.name(query.secret()));
        search.where("operation = ?", text(query.operation()));
        search.where("? IN (principal, application)", RecordColumns.id(query.caller()));
        search.result(query.result());
        search.where("time >= ?", time(query.from()));
        search.where("time < ?", time(query.to()));
        search.after(query.cursor());
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

    private void after(@Nullable String cursor) {
        if (cursor == null) {
            return;
        }
        LogPlace place = Cursor.decode(cursor, LogPlace::parse);
        where("(time, node, sequence) < (?, ?, ?)", place.column());
        values.add(place.node());
        values.add(place.sequence());
    }

    /// @param value null if the condition does not apply
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

    Object[] arguments() {
        List<Object> all = new ArrayList<>(values);
        all.add(limit + 1);
        return all.toArray();
    }

    private static @Nullable String text(@Nullable String value) {
        return value == null ? null : RecordColumns.text(value);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant value) {
        if (value == null) {
            return null;
        }
        if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
            throw new VaultException(Problem.BAD_PARAMETER, "A time is out of range.");
        }
        return value.atOffset(ZoneOffset.UTC);
    }
}
