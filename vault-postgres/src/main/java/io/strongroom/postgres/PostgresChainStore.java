package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import io.strongroom.audit.ChainStore;
import io.strongroom.audit.ChainStoreException;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A node's chain in table `audit_event`, on a connection of its own.
final class PostgresChainStore implements ChainStore {
    /// Inserts if no later session was opened.
    private static final String INSERT =
            AuditRows.INSERT
                    + """
                    WHERE EXISTS (
                        SELECT FROM audit_chain WHERE node = ? AND session = ? FOR SHARE)
                    """;

    private static final String OWN =
            """
            SELECT 1 FROM audit_chain WHERE node = ? AND session = ?
            """;

    /// Stores the batch if all guards are current, in autocommit mode: one round trip and one
    /// commit. The result is the guards that are stale, with their current generations; a row
    /// without a subject if a later session was opened. If not all records were inserted, because a
    /// trigger or a rule kept some back, the statement fails: no text is a number
    /// ([SqlStates#isSwallowed]).
    private static final String STORE =
            """
            WITH relied AS (
                SELECT r.subject, r.seen,
                    (SELECT g.generation FROM generation g WHERE g.subject = r.subject) AS current
                FROM unnest(?::uuid[], ?::bigint[]) AS r (subject, seen)
            ), stale AS (
                SELECT subject, seen, COALESCE(current, 0) AS current
                FROM relied WHERE current IS DISTINCT FROM seen
            ), own AS MATERIALIZED (
                SELECT FROM audit_chain WHERE node = ? AND session = ? FOR SHARE
            ), stored AS (
                %s WHERE NOT EXISTS (SELECT FROM stale) AND EXISTS (SELECT FROM own)
                RETURNING 1
            )
            SELECT subject, seen, current FROM stale
            UNION ALL SELECT NULL, 0, 0 WHERE NOT EXISTS (SELECT FROM own)
            UNION ALL
            SELECT NULL, 0, (kept || ' of ' || records || ' records were kept')::bigint
            FROM (SELECT count(*), ?::bigint FROM stored) AS s (kept, records)
            WHERE kept <> records AND NOT EXISTS (SELECT FROM stale) AND EXISTS (SELECT FROM own)
            """
                    .formatted(AuditRows.INSERT);

    /// Locks in the order of subjects, so that two nodes do not deadlock.
    private static final String LOCK =
            """
            SELECT subject, generation FROM generation
            WHERE tenant_id = ? AND subject = ANY (?::uuid[]) ORDER BY subject FOR NO KEY UPDATE
            """;

    private static final String LAST =
            """
            SELECT %s FROM audit_event WHERE node = ? ORDER BY sequence DESC LIMIT ?
            """
                    .formatted(AuditRows.COLUMNS);

    private final Connection connection;
    private final String node;
    private final long session;
    private final int probeSeconds;
    private final ChainObserver observer;
    private final PreparedStatement store;
    private final PreparedStatement lock;
    private final PreparedStatement insert;

    /// @param session number of the session among those of the node
    /// @param probeSeconds timeout of a probe
    PostgresChainStore(
            Connection connection,
            String node,
            long session,
            int probeSeconds,
            ChainObserver observer)
            throws SQLException {
        this.connection = connection;
        this.node = node;
        this.session = session;
        this.probeSeconds = probeSeconds;
        this.observer = observer;
        store = connection.prepareStatement(STORE);
        lock = TenantSql.prepare(connection, LOCK);
        insert = connection.prepareStatement(INSERT);
    }

    @Override
    public Map<Guard, Long> store(List<ChainRecord> records, Set<Guard> guards)
            throws ChainStoreException {
        try {
            bindGuards(guards);
            store.setString(3, node);
            store.setLong(4, session);
            int next = new AuditRows(records).bind(store, 5);
            store.setInt(next, records.size());
            Map<Guard, Long> stale = stale();
            if (stale.isEmpty()) {
                observer.stored(records);
            }
            return stale;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private void bindGuards(Set<Guard> guards) throws SQLException {
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

    private Map<Guard, Long> stale() throws SQLException {
        Map<Guard, Long> stale = new HashMap<>();
        try (ResultSet rows = store.executeQuery()) {
            while (rows.next()) {
                stale.put(guard(rows), rows.getLong(3));
            }
        }
        Replication.requireConfirmed(store.getWarnings());
        return stale;
    }

    private static Guard guard(ResultSet row) throws SQLException {
        UUID subject = row.getObject(1, UUID.class);
        if (subject == null) {
            throw replaced();
        }
        return new Guard(subject, row.getLong(2));
    }

    private static SQLException replaced() {
        return new SQLException("another session writes the chain of this node", "08003");
    }

    @Override
    public boolean change(ChainRecord record, Set<Guard> guards, Change change)
            throws ChainStoreException {
        try {
            connection.setAutoCommit(false);
            boolean made = isMade(record, guards, change);
            connection.setAutoCommit(true);
            if (made) {
                observer.stored(List.of(record));
            }
            return made;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private boolean isMade(ChainRecord record, Set<Guard> guards, Change change)
            throws SQLException {
        try {
            List<StateSet> sets =
                    guardsHold(record, guards) ? JdbcTransaction.apply(change, connection) : null;
            if (sets != null) {
                observer.changing(sets);
                insert(record);
                connection.clearWarnings();
                connection.commit();
                Replication.requireConfirmed(connection.getWarnings());
                observer.changed(sets);
                return true;
            }
            connection.rollback();
            return false;
        } catch (SQLException | RuntimeException | Error e) {
            // fails if the connection is dead; autocommit would commit an open transaction
            connection.rollback();
            if (SqlStates.isConflict(e)) {
                return false;
            }
            connection.setAutoCommit(true);
            throw e;
        }
    }

    private void insert(ChainRecord record) throws SQLException {
        int next = new AuditRows(List.of(record)).bind(insert, 1);
        insert.setString(next, node);
        insert.setLong(next + 1, session);
        if (insert.executeUpdate() != 1) {
            throw TenantSql.exists(connection, OWN, node, session)
                    ? new SQLException("the record was not kept", SqlStates.SWALLOWED)
                    : replaced();
        }
    }

    private boolean guardsHold(ChainRecord record, Set<Guard> guards) throws SQLException {
        UUID tenant = record.columns().tenant();
        UUID[] subjects = guards.stream().map(Guard::subject).distinct().toArray(UUID[]::new);
        lock.setString(1, tenant.toString());
        lock.setObject(2, tenant);
        lock.setArray(3, connection.createArrayOf("uuid", subjects));
        Map<UUID, Long> current = new HashMap<>();
        for (Guard locked : TenantSql.rows(lock, PostgresChainStore::guard)) {
            current.put(locked.subject(), locked.generation());
        }
        boolean hold = true;
        for (Guard guard : guards) {
            hold &= guard.holds(current.getOrDefault(guard.subject(), 0L));
        }
        return hold;
    }

    @Override
    public List<ChainRecord> last(int count) throws ChainStoreException.Lost {
        List<ChainRecord> records = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LAST)) {
            statement.setString(1, node);
            statement.setInt(2, count);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    records.add(AuditRows.read(rows));
                }
            }
        } catch (SQLException e) {
            throw PostgresChainSource.lost(e);
        }
        return records.reversed();
    }

    @Override
    public void probe() throws ChainStoreException.Lost {
        try {
            if (!connection.isValid(probeSeconds)) {
                throw new SQLException("the connection is dead", "08006");
            }
        } catch (SQLException e) {
            throw PostgresChainSource.lost(e);
        }
    }

    private static ChainStoreException failure(SQLException e) {
        if (SqlStates.isSwallowed(e)) {
            return new ChainStoreException.Swallowed("PostgreSQL did not keep all records", e);
        }
        if (SqlStates.isUnstorable(e)) {
            return new ChainStoreException.Unstorable(
                    "PostgreSQL cannot store a value: " + e.getSQLState(), e);
        }
        return PostgresChainSource.lost(e);
    }

    @Override
    public void close() {
        try {
            connection.close(); // sends a message, but does not wait for an answer
        } catch (SQLException e) {
            // the connection is gone, as intended
        }
    }
}
