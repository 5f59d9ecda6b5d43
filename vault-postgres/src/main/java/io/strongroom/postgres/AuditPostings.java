package io.strongroom.postgres;

import io.strongroom.audit.RecordColumns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Postings of some records of a chain: for each term of a tenant and each hour, when its events
/// were. Because a posting lies within one hour, a search finds where to begin.
final class AuditPostings {
    static final long HOUR_MICROS = 3_600_000_000L;

    /// The times that postings hold. Only a row that was edited has another.
    static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");

    static final Instant LATEST = Instant.parse("+200000-12-31T23:59:59Z");

    private static final String INSERT =
            """
            INSERT INTO audit_posting (tenant_id, term, newest, oldest, times)
            SELECT tenant_id, term, TIMESTAMPTZ 'epoch' + newest * INTERVAL '1 microsecond',
                TIMESTAMPTZ 'epoch' + oldest * INTERVAL '1 microsecond', times
            FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[])
                AS p (tenant_id, term, newest, oldest, times)
            """;

    private final Map<Term, PostingTimes> terms = new HashMap<>();

    private record Term(UUID tenant, long hour, AuditTerm kind, String value) {}

    /// Adds a record. A row that was edited may have a time that no posting holds; only pages
    /// without a filter show it.
    void add(RecordColumns columns) {
        if (columns.time().isBefore(EARLIEST) || columns.time().isAfter(LATEST)) {
            return;
        }
        long time = micros(columns.time());
        long hour = Math.floorDiv(time, HOUR_MICROS);
        AuditTerm.of(
                columns,
                (kind, value) ->
                        terms.computeIfAbsent(
                                        new Term(columns.tenant(), hour, kind, value),
                                        _ -> new PostingTimes())
                                .add(time));
    }

    static long micros(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), 1_000_000), time.getNano() / 1000);
    }

    void insert(Connection connection) throws SQLException {
        int size = terms.size();
        UUID[] tenants = new UUID[size];
        long[] numbers = new long[size];
        long[] newest = new long[size];
        long[] oldest = new long[size];
        byte[][] times = new byte[size][];
        int i = 0;
        for (Map.Entry<Term, PostingTimes> entry : terms.entrySet()) {
            tenants[i] = entry.getKey().tenant();
            numbers[i] = entry.getKey().kind().number(entry.getKey().value());
            newest[i] = entry.getValue().latest();
            oldest[i] = entry.getValue().earliest();
            times[i++] = entry.getValue().encoded();
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setArray(1, connection.createArrayOf("uuid", tenants));
            statement.setObject(2, numbers);
            statement.setObject(3, newest);
            statement.setObject(4, oldest);
            statement.setArray(5, connection.createArrayOf("bytea", times));
            statement.executeUpdate();
        }
    }
}
