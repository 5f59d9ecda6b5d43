package io.strongroom.postgres;

import io.strongroom.audit.RecordColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/// Indexes records of a chain as they are stored.
final class StoredPostings {
    private static final int MOST = 16_384;

    private static final String NEXT =
            """
            SELECT sequence, tenant_id, time, operation, vault, collection, object, principal,
                application, succeeded, signature
            FROM audit_event WHERE node = ? AND sequence > ? AND sequence <= ?
            ORDER BY sequence LIMIT ?
            """;

    private final TenantSql sql;
    private final IndexPosition position;

    StoredPostings(Connections connections, IndexPosition position) {
        this.sql = new TenantSql(connections);
        this.position = position;
    }

    /// Indexes the next records, some thousands at most.
    ///
    /// @param end number of the last record to index, which was stored; others may be missing
    /// @return whether there were records to index
    boolean indexSome(long end) {
        long before = position.last();
        if (before >= end) {
            return false;
        }
        AuditPostings postings = new AuditPostings();
        List<Long> sequences = read(before, end, postings);
        long last = sequences.size() < MOST ? end : sequences.getLast();
        position.advance(before, last, postings);
        return true;
    }

    private List<Long> read(long before, long end, AuditPostings postings) {
        String node = position.node();
        return sql.readAs(
                StoredChain.AS_CHAIN,
                NEXT,
                row -> read(row, postings),
                node,
                node,
                before,
                end,
                MOST);
    }

    private static long read(ResultSet row, AuditPostings postings) throws SQLException {
        postings.add(
                new RecordColumns(
                        row.getObject(2, UUID.class),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getBoolean(10),
                        row.getString(11)));
        return row.getLong(1);
    }
}
