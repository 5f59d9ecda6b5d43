package io.strongroom.postgres;

import io.strongroom.audit.RecordColumns;
import io.strongroom.core.schedule.Task;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/// Indexes the log behind its writers, so that they bear no cost of it: it reads the records of
/// each chain in turn, thousands at a time, and stores their postings. Records that are not indexed
/// yet are searched one by one; so that these stay few, a chain is indexed when 2,048 of its
/// records wait, or after an hour.
public final class AuditIndex implements Task {
    /// The name of the task.
    public static final String NAME = "audit-index";

    private static final int FEWEST = 2048;
    private static final int MOST = 16_384;
    private static final Duration RUN = Duration.ofSeconds(20);

    private static final String NEW_CHAINS =
            """
            INSERT INTO audit_indexed (node, sequence, changed)
            SELECT node, 0, now() FROM audit_chain ON CONFLICT (node) DO NOTHING
            """;

    private static final String NODES = "SELECT node FROM audit_indexed ORDER BY node";

    private static final String WAITING =
            """
            SELECT indexed.sequence
            FROM audit_indexed AS indexed, (
                SELECT max(sequence) AS last FROM audit_event WHERE node = ?) AS chain
            WHERE node = ? AND last > sequence
                AND (last - sequence >= ? OR changed <= now() - interval '1 hour')
            """;

    private static final String NEXT =
            """
            SELECT sequence, tenant_id, time, operation, vault, collection, object, principal,
                application, succeeded, signature
            FROM audit_event WHERE node = ? AND sequence > ? ORDER BY sequence LIMIT ?
            """;

    private static final String ADVANCE =
            """
            UPDATE audit_indexed SET sequence = ?, changed = now() WHERE node = ? AND sequence = ?
            """;

    private static final String COMPLETE = "UPDATE audit_index SET complete = now()";

    private final Connections connections;
    private final TenantSql sql;

    AuditIndex(Connections connections) {
        this.connections = connections;
        this.sql = new TenantSql(connections);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(1);
    }

    /// Indexes what waits, for up to 20 seconds.
    @Override
    public void run() {
        runUntil(System.nanoTime() + RUN.toNanos());
    }

    /// Indexes all that waits.
    public void catchUp() {
        runUntil(Long.MAX_VALUE);
    }

    private void runUntil(long end) {
        update(NEW_CHAINS);
        for (String node : connections.read(NODES, row -> row.getString(1))) {
            while (indexSome(node)) {
                if (System.nanoTime() >= end) {
                    return;
                }
            }
        }
        update(COMPLETE);
    }

    /// Indexes the next records of a chain.
    ///
    /// @return false if none waits
    private boolean indexSome(String node) {
        List<Long> position =
                sql.readAs(
                        StoredChain.AS_CHAIN,
                        WAITING,
                        row -> row.getLong(1),
                        node,
                        node,
                        node,
                        FEWEST);
        if (position.isEmpty()) {
            return false;
        }
        AuditPostings postings = new AuditPostings();
        long before = position.getFirst();
        List<Long> sequences =
                sql.readAs(
                        StoredChain.AS_CHAIN,
                        NEXT,
                        row -> read(row, postings),
                        node,
                        node,
                        before,
                        MOST);
        store(node, before, sequences.getLast(), postings);
        return true;
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

    /// Stores nothing if another run has indexed the same records.
    private void store(String node, long before, long last, AuditPostings postings) {
        connections.run(connection -> {
            connection.setAutoCommit(false);
            if (advance(connection, node, before, last)) {
                postings.insert(connection);
            }
            connection.commit();
            connection.setAutoCommit(true);
            return true;
        });
    }

    private static boolean advance(Connection connection, String node, long before, long last)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            statement.setLong(1, last);
            statement.setString(2, node);
            statement.setLong(3, before);
            return statement.executeUpdate() == 1;
        }
    }

    private void update(String statement) {
        connections.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(statement)) {
                return update.executeUpdate();
            }
        });
    }
}
