package io.strongroom.postgres;

import io.strongroom.audit.ChainVerifier;
import io.strongroom.audit.Verification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A node's chain as the database holds it.
public final class StoredChain {
    private static final int FETCH_SIZE = 1000;

    /// Lets the transaction read the chain of a node, in the order of an index, whatever the
    /// statistics of a partition are.
    static final String AS_CHAIN =
            """
            SELECT set_config('strongroom.chain', ?, true),
                set_config('enable_seqscan', 'off', true),
                set_config('enable_bitmapscan', 'off', true),
                set_config('jit', 'off', true);
            """;

    private static final String ALL =
            """
            SELECT %s FROM audit_event WHERE node = ? ORDER BY sequence
            """
                    .formatted(AuditRows.COLUMNS);

    private StoredChain() {}

    /// Verifies the whole chain of a node, as one transaction sees it.
    ///
    /// @param connection of a role that may read the log, in autocommit mode
    public static Verification verify(Connection connection, String node) throws SQLException {
        ChainVerifier verifier = ChainVerifier.fromStart(node);
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(AS_CHAIN)) {
            statement.setString(1, node);
            statement.execute();
            readAll(connection, node, verifier);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return verifier.result();
    }

    private static void readAll(Connection connection, String node, ChainVerifier verifier)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            statement.setFetchSize(FETCH_SIZE);
            statement.setString(1, node);
            try (ResultSet rows = statement.executeQuery()) {
                while (verifier.result().intact() && rows.next()) {
                    verifier.accept(AuditRows.read(rows));
                }
            }
        }
    }
}
