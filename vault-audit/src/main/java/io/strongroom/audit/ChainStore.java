package io.strongroom.audit;

import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The connection that a node's chain is written with. Belongs to one thread.
final class ChainStore implements AutoCloseable {
    /// Stores the batch when all that its events relied on is current, else nothing. Autocommit:
    /// one round trip and one commit. The answer is what is not current.
    private static final String STORE =
            """
            WITH relied AS (
                SELECT r.subject, r.seen,
                    (SELECT g.generation FROM generation g WHERE g.subject = r.subject) AS current
                FROM unnest(?::uuid[], ?::bigint[]) AS r (subject, seen)
            ), stale AS (
                SELECT subject, seen FROM relied WHERE current IS DISTINCT FROM seen
            ), stored AS (
                %s WHERE NOT EXISTS (SELECT FROM stale)
            )
            SELECT subject, seen FROM stale
            """
                    .formatted(Rows.INSERT);

    /// In the order of subjects, so that two nodes do not wait for each other.
    private static final String LOCK =
            """
            SELECT set_config('strongroom.tenant', ?, true);
            SELECT subject, generation FROM generation
            WHERE subject = ANY (?::uuid[]) ORDER BY subject FOR NO KEY UPDATE
            """;

    private final Connection connection;
    private final String node;
    private final PreparedStatement store;
    private final PreparedStatement lock;
    private final PreparedStatement insert;

    ChainStore(Connection connection, String node) throws SQLException {
        this.connection = connection;
        this.node = node;
        store = connection.prepareStatement(STORE);
        lock = connection.prepareStatement(LOCK);
        insert = connection.prepareStatement(Rows.INSERT);
    }

    /// Stores a batch of events without changes, if all their guards hold.
    ///
    /// @return guards that do not hold; then nothing is stored
    Set<Guard> store(Batch batch) throws SQLException {
        Set<Guard> relied = new LinkedHashSet<>();
        batch.events().forEach(event -> relied.addAll(event.guards()));
        bindGuards(relied);
        new Rows(batch).bind(store, 3, node);
        Set<Guard> stale = new HashSet<>();
        try (ResultSet result = store.executeQuery()) {
            while (result.next()) {
                stale.add(new Guard(result.getObject(1, UUID.class), result.getLong(2)));
            }
        }
        return stale;
    }

    private void bindGuards(Collection<Guard> guards) throws SQLException {
        UUID[] subjects = new UUID[guards.size()];
        long[] generations = new long[guards.size()];
        int i = 0;
        for (Guard guard : guards) {
            subjects[i] = guard.subject();
            generations[i++] = guard.generation();
        }
        store.setArray(1, connection.createArrayOf("uuid", subjects));
        store.setObject(2, generations);
    }

    /// Makes the change of one event and stores its record, in one transaction, if its guards hold.
    ///
    /// @return false when a guard does not hold or the change came too late; nothing is kept then
    /// @throws SQLException when the store is lost; whether the transaction committed is not known
    /// @throws RuntimeException or an error, of the change itself; nothing is kept
    boolean change(Batch one, Change change) throws SQLException {
        Pending event = one.events().getFirst();
        connection.setAutoCommit(false);
        boolean made;
        try {
            made = guardsHold(event) && change.apply(new JdbcTransaction(connection));
            if (made) {
                new Rows(one).bind(insert, 1, node);
                insert.executeUpdate();
                connection.commit();
            } else {
                connection.rollback();
            }
        } catch (SQLException | RuntimeException | Error e) {
            // fails when the connection is dead; while one is open, autocommit would commit it
            connection.rollback();
            if (!SqlStates.isConflict(e)) {
                connection.setAutoCommit(true);
                throw e;
            }
            made = false;
        }
        connection.setAutoCommit(true);
        return made;
    }

    private boolean guardsHold(Pending event) throws SQLException {
        Set<Guard> relied = Set.copyOf(event.guards());
        UUID[] subjects = relied.stream().map(Guard::subject).distinct().toArray(UUID[]::new);
        lock.setString(1, event.event().target().tenant().toString());
        lock.setArray(2, connection.createArrayOf("uuid", subjects));
        lock.execute();
        lock.getMoreResults(); // after the row of set_config
        Set<Guard> current = new HashSet<>();
        try (ResultSet result = lock.getResultSet()) {
            while (result.next()) {
                current.add(new Guard(result.getObject(1, UUID.class), result.getLong(2)));
            }
        }
        return current.containsAll(relied);
    }

    /// The last records of the chain, oldest first.
    List<StoredRecord> last(int count) throws SQLException {
        String sql =
                "SELECT %s FROM audit_event WHERE node = ? ORDER BY sequence DESC LIMIT ?"
                        .formatted(StoredRecord.COLUMNS);
        List<StoredRecord> records = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, node);
            statement.setInt(2, count);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    records.add(StoredRecord.read(rows));
                }
            }
        }
        return records.reversed();
    }

    Tail tail() throws SQLException {
        List<StoredRecord> last = last(1);
        return last.isEmpty()
                ? Tail.NONE
                : new Tail(last.getFirst().sequence(), last.getFirst().hash());
    }

    /// Asks whether the store still answers.
    void probe(int seconds) throws SQLException {
        if (!connection.isValid(seconds)) {
            throw new SQLException("the connection is dead", "08006");
        }
    }

    @Override
    public void close() {
        try {
            connection.close(); // says good-bye, but does not wait for an answer
        } catch (SQLException e) {
            // it is gone, which is what was asked for
        }
    }
}
