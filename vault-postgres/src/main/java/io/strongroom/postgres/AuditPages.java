package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import io.strongroom.core.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the rows of a page of the log. What a page reads is bounded, however large the log is: a
/// page that would need more ends early, with the place where the next one goes on.
final class AuditPages {
    /// Most rows that a page compares with its filters one by one.
    private static final int MOST_ROWS = 5000;

    /// Most rows that are found by one filter and compared with the others.
    private static final int MOST_CANDIDATES = 2000;

    private static final int CANDIDATES_PER_ROW = 4;

    private static final String ORDER = " ORDER BY time DESC, node DESC, sequence DESC";
    private static final String MICROS = "TIMESTAMPTZ 'epoch' + %s * INTERVAL '1 microsecond'";

    private final TenantSql sql;
    private final AuditIndexSearch index;
    private final TenantId tenant;
    private final AuditSearch search;

    AuditPages(TenantSql sql, TenantId tenant, AuditSearch search) {
        this.sql = sql;
        this.index = new AuditIndexSearch(sql, tenant, search);
        this.tenant = tenant;
        this.search = search;
    }

    /// Rows of a page, newest first.
    ///
    /// @param next the place that the next page follows, null if no older row matches
    record Found(List<ChainRecord> rows, @Nullable LogPlace next) {}

    Found find() {
        if (search.terms().isEmpty()) {
            return found(rows("", List.of(), search.limit() + 1), null);
        }
        return index.times(candidates()).map(this::fetch).orElseGet(this::scan);
    }

    private int candidates() {
        int rows = search.limit() + 1;
        boolean one = search.terms().size() == 1;
        return one ? rows : Math.max(rows, Math.min(CANDIDATES_PER_ROW * rows, MOST_CANDIDATES));
    }

    /// Reads the rows at some times and compares them with all filters.
    private Found fetch(AuditIndexSearch.Times times) {
        if (times.micros().length == 0) {
            return new Found(List.of(), times.next());
        }
        String condition =
                """
                 AND time >= %s AND time <= %s AND time = ANY (ARRAY(
                    SELECT %s FROM unnest(?::bigint[]) AS t (micros)))
                """
                        .formatted(
                                MICROS.formatted("?::bigint"),
                                MICROS.formatted("?::bigint"),
                                MICROS.formatted("micros"));
        List<Object> values =
                List.of(
                        times.micros()[times.micros().length - 1],
                        times.micros()[0],
                        times.micros());
        return found(rows(condition, values, search.limit() + 1), times.next());
    }

    /// Compares rows with the filters one by one, while the index does not have them.
    private Found scan() {
        Optional<LogPlace> last = lastScanned();
        if (last.isEmpty()) {
            return found(rows("", List.of(), search.limit() + 1), null);
        }
        LogPlace place = last.get();
        return found(rows(" AND time >= ?", List.of(place.column()), search.limit() + 1), place);
    }

    /// The place after the rows to scan; empty if no more are left.
    private Optional<LogPlace> lastScanned() {
        String query =
                "SELECT time FROM audit_event WHERE tenant_id = ?"
                        + search.range()
                        + " ORDER BY time DESC OFFSET ? LIMIT 1";
        List<Object> values = new ArrayList<>();
        values.add(tenant.value());
        values.addAll(search.rangeValues());
        values.add(MOST_ROWS - 1);
        return sql.read(tenant, query, LogPlace::afterTime, values.toArray()).stream().findFirst();
    }

    private List<ChainRecord> rows(String condition, List<Object> conditionValues, int limit) {
        String query =
                "SELECT "
                        + AuditRows.COLUMNS
                        + "FROM audit_event WHERE tenant_id = ?"
                        + search.range()
                        + condition
                        + search.filters()
                        + ORDER
                        + " LIMIT ?";
        List<Object> values = new ArrayList<>();
        values.add(tenant.value());
        values.addAll(search.rangeValues());
        values.addAll(conditionValues);
        values.addAll(search.filterValues());
        values.add(limit);
        return sql.read(tenant, query, AuditRows::read, values.toArray());
    }

    /// @param rows up to one more than the page holds
    /// @param next where the search goes on after all rows
    private Found found(List<ChainRecord> rows, @Nullable LogPlace next) {
        if (rows.size() <= search.limit()) {
            return new Found(rows, next);
        }
        List<ChainRecord> page = rows.subList(0, search.limit());
        return new Found(page, LogPlace.of(page.getLast()));
    }
}
