package io.strongroom.postgres;

import io.strongroom.core.identity.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Asks the index of the log when events were that a search may match. Records that are not indexed
/// yet are compared one by one; they are few as long as the index is kept up.
final class AuditIndexSearch {
    /// Numbers of postings that are read, one after the other, until they hold enough times. The
    /// postings of frequent terms hold many.
    private static final int[] POSTINGS = {4, 32, 256};

    /// Postings by which a term is chosen.
    private static final int SAMPLE = 32;

    private static final String CURRENT =
            """
            SELECT FROM audit_index WHERE complete > now() - interval '1 minute'
            """;

    private final TenantSql sql;
    private final TenantId tenant;
    private final AuditSearch search;

    AuditIndexSearch(TenantSql sql, TenantId tenant, AuditSearch search) {
        this.sql = sql;
        this.tenant = tenant;
        this.search = search;
    }

    /// When events were that may match.
    ///
    /// @param micros newest first, in microseconds since 1970
    /// @param next where the search goes on after all of them, null if there are no more
    record Times(long[] micros, @Nullable LogPlace next) {}

    private record Posting(long newest, byte[] times) {}

    /// Finds out when events were that may match.
    ///
    /// @param most most times that are returned
    /// @return empty if the index does not help: it is behind the log, or has too much
    Optional<Times> times(int most) {
        if (sql.read(tenant, CURRENT, _ -> true).isEmpty()) {
            return Optional.empty();
        }
        List<Long> notIndexed = notIndexed(); // before the postings: it may be indexed meanwhile
        long term = rarest();
        for (int number : POSTINGS) {
            List<Posting> postings = postings("times", term, number);
            boolean all = postings.size() < number;
            long start = all ? search.fromMicros() : postings.getLast().newest() + 1;
            NavigableSet<Long> times = between(start, notIndexed, postings);
            if (all || times.size() > most) {
                return Optional.of(newest(times, most, all ? null : LogPlace.before(start)));
            }
            if (number == POSTINGS[POSTINGS.length - 1] && start <= search.toMicros()) {
                return Optional.of(newest(times, most, LogPlace.before(start)));
            }
        }
        return Optional.empty();
    }

    private static Times newest(NavigableSet<Long> times, int most, @Nullable LogPlace next) {
        long[] newest =
                times.descendingSet().stream().limit(most).mapToLong(Long::longValue).toArray();
        boolean more = times.size() > most;
        return new Times(newest, more ? LogPlace.before(newest[most - 1]) : next);
    }

    private NavigableSet<Long> between(long start, List<Long> notIndexed, List<Posting> postings) {
        NavigableSet<Long> times = new TreeSet<>();
        long end = search.toMicros();
        notIndexed.stream().filter(time -> time >= start && time <= end).forEach(times::add);
        for (Posting posting : postings) {
            PostingTimes.decode(
                    posting.times(),
                    time -> {
                        if (time >= start && time <= end) {
                            times.add(time);
                        }
                    });
        }
        return times;
    }

    /// The inner query stands for itself, so that records are found by their sequence whatever the
    /// other conditions are.
    private List<Long> notIndexed() {
        String query =
                """
                WITH chains AS MATERIALIZED (
                    SELECT node AS chain, coalesce(i.sequence, 0) AS indexed
                    FROM audit_chain LEFT JOIN audit_indexed AS i USING (node)
                )
                SELECT time FROM chains CROSS JOIN LATERAL (
                    SELECT * FROM audit_event
                    WHERE node = chain AND sequence > indexed ORDER BY sequence OFFSET 0
                ) AS event
                WHERE tenant_id = ?
                    AND time > '-infinity' AND time < '200001-01-01 00:00:00Z'%s%s
                """
                        .formatted(search.range(), search.filters());
        List<Object> values = new ArrayList<>();
        values.add(tenant.value());
        values.addAll(search.rangeValues());
        values.addAll(search.filterValues());
        return sql.read(tenant, query, AuditIndexSearch::micros, values.toArray());
    }

    /// The term whose postings reach back farthest.
    private long rarest() {
        List<Long> terms = search.terms();
        if (terms.size() == 1) {
            return terms.getFirst();
        }
        return terms.stream().min(Comparator.comparingLong(this::reach)).orElseThrow();
    }

    private long reach(long term) {
        List<Posting> sample = postings("''::bytea", term, SAMPLE);
        return sample.size() < SAMPLE ? Long.MIN_VALUE : sample.getLast().newest();
    }

    /// Reads postings that hold times of the search, as far as that is known without their times.
    ///
    /// @param times what is read of the column
    private List<Posting> postings(String times, long term, int number) {
        String query =
                """
                SELECT newest, %s FROM audit_posting
                WHERE tenant_id = ? AND term = ?
                    AND newest >= TIMESTAMPTZ 'epoch' + ?::bigint * INTERVAL '1 microsecond'
                    AND newest < TIMESTAMPTZ 'epoch' + ?::bigint * INTERVAL '1 microsecond'
                    AND oldest <= TIMESTAMPTZ 'epoch' + ?::bigint * INTERVAL '1 microsecond'
                ORDER BY newest DESC LIMIT ?
                """
                        .formatted(times);
        long end = search.toMicros();
        long nextHour = Math.floorDiv(end, AuditPostings.HOUR_MICROS) + 1;
        return sql.read(
                tenant,
                query,
                row -> new Posting(micros(row), row.getBytes(2)),
                tenant.value(),
                term,
                search.fromMicros(),
                nextHour * AuditPostings.HOUR_MICROS,
                end,
                number);
    }

    private static long micros(ResultSet row) throws SQLException {
        return AuditPostings.micros(row.getObject(1, OffsetDateTime.class).toInstant());
    }
}
