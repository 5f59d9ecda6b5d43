package io.strongroom.postgres;

import static io.strongroom.postgres.AuditTerm.CALLER;
import static io.strongroom.postgres.AuditTerm.FAILURE;
import static io.strongroom.postgres.AuditTerm.OBJECT;
import static io.strongroom.postgres.AuditTerm.OPERATION;
import static io.strongroom.postgres.AuditTerm.RESULT;
import static io.strongroom.postgres.AuditTerm.SIGNATURE;
import static io.strongroom.postgres.AuditTerm.SUCCESS;
import static io.strongroom.postgres.AuditTerm.VAULT;

import io.strongroom.audit.RecordColumns;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditLog.Query;
import io.strongroom.core.audit.Outcome;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query of the log: its conditions as SQL, and the terms that the index knows.
final class AuditSearch {
    /// The range of `timestamptz` (PostgreSQL 18 §8.5), in whole years.
    private static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("+294275-12-31T23:59:59Z");

    private final StringBuilder range = new StringBuilder();
    private final List<Object> rangeValues = new ArrayList<>();
    private final StringBuilder filters = new StringBuilder();
    private final List<Object> filterValues = new ArrayList<>();
    private final List<Long> terms = new ArrayList<>();
    private final int limit;
    private Instant from = AuditPostings.EARLIEST;
    private Instant to = AuditPostings.LATEST;

    private AuditSearch(int limit) {
        this.limit = limit;
    }

    /// @throws VaultException if the cursor is invalid or a time is out of range
    static AuditSearch of(Query query) {
        AuditSearch search = new AuditSearch(query.limit());
        search.filter(VAULT, "vault = ?", RecordColumns.name(query.vault()));
        search.object("keys", query.key());
        search.object("secrets", query.secret());
        search.filter(OPERATION, "operation = ?", text(query.operation()));
        search.filter(CALLER, "? IN (principal, application)", RecordColumns.id(query.caller()));
        search.result(text(query.result()));
        search.between(query.from(), query.to());
        search.after(query.cursor());
        return search;
    }

    private void object(String collection, @Nullable String name) {
        String object = RecordColumns.name(name);
        if (object != null) {
            filters.append(" AND collection = '").append(collection).append("' AND object = ?");
            filterValues.add(object);
            terms.add(OBJECT.number(AuditTerm.object(collection, object)));
        }
    }

    /// Of the signatures, the index has only those of failures.
    private void result(@Nullable String result) {
        if (result == null) {
            return;
        }
        if (result.equals(SUCCESS) || result.equals(FAILURE)) {
            filters.append(result.equals(SUCCESS) ? " AND succeeded" : " AND NOT succeeded");
            terms.add(RESULT.number(result));
        } else if (result.equals(Outcome.success(200).signature())) {
            filters.append(" AND succeeded AND signature = ?");
            filterValues.add(result);
            terms.add(RESULT.number(SUCCESS));
        } else {
            filter(SIGNATURE, "NOT succeeded AND signature = ?", result);
        }
    }

    /// @param value null if there is no such filter
    private void filter(AuditTerm kind, String condition, @Nullable String value) {
        if (value != null) {
            filters.append(" AND ").append(condition);
            filterValues.add(value);
            terms.add(kind.number(value));
        }
    }

    private void between(@Nullable Instant start, @Nullable Instant end) {
        if (start != null) {
            from = start;
            range("time >= ?", time(start));
        }
        if (end != null) {
            to = end;
            range("time < ?", time(end));
        }
    }

    private void after(@Nullable String cursor) {
        if (cursor == null) {
            return;
        }
        LogPlace place = Cursor.decode(cursor, LogPlace::parse);
        to = place.time().isBefore(to) ? place.time() : to;
        // the first condition chooses the partitions
        range("time <= ?", place.column());
        range("(time, node, sequence) < (?, ?, ?)", place.column());
        rangeValues.add(place.node());
        rangeValues.add(place.sequence());
    }

    private void range(String condition, Object value) {
        range.append(" AND ").append(condition);
        rangeValues.add(value);
    }

    /// Conditions on the time, each with ` AND ` before it.
    String range() {
        return range.toString();
    }

    List<Object> rangeValues() {
        return rangeValues;
    }

    /// Conditions on all else, each with ` AND ` before it.
    String filters() {
        return filters.toString();
    }

    List<Object> filterValues() {
        return filterValues;
    }

    /// The terms of the filters; events match all of them.
    List<Long> terms() {
        return terms;
    }

    int limit() {
        return limit;
    }

    /// No event before this time matches, in microseconds.
    long fromMicros() {
        return micros(from);
    }

    /// No event after this time matches, in microseconds.
    long toMicros() {
        return micros(to) + 1;
    }

    private static long micros(Instant time) {
        Instant earliest = AuditPostings.EARLIEST;
        Instant latest = AuditPostings.LATEST;
        Instant held = time.isBefore(earliest) ? earliest : time;
        return AuditPostings.micros(held.isAfter(latest) ? latest : held);
    }

    private static @Nullable String text(@Nullable String value) {
        return value == null ? null : RecordColumns.text(value);
    }

    private static OffsetDateTime time(Instant value) {
        if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
            throw new VaultException(Problem.BAD_PARAMETER, "A time is out of range.");
        }
        return value.atOffset(ZoneOffset.UTC);
    }
}
