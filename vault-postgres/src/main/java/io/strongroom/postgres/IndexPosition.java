package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// How far the chain of a node is indexed. Postings are stored in the transaction that moves the
/// position, so each record is indexed once, even if two nodes try.
final class IndexPosition {
    private static final String LAST =
            """
            INSERT INTO audit_indexed (node, sequence, changed) VALUES (?, 0, '-infinity')
            ON CONFLICT (node) DO UPDATE SET node = EXCLUDED.node RETURNING sequence
            """;

    private static final String ADVANCE =
            """
            UPDATE audit_indexed SET sequence = ?, changed = now() WHERE node = ? AND sequence = ?
            """;

    private final Connections connections;
    private final String node;

    IndexPosition(Connections connections, String node) {
        this.connections = connections;
        this.node = node;
    }

    String node() {
        return node;
    }

    /// Number of the last record that is indexed, 0 if none is.
    long last() {
        return connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LAST)) {
                statement.setString(1, node);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /// Stores the postings of the records that follow the position, and moves it.
    ///
    /// @param before where the position is
    /// @param last number of the last of these records
    /// @return false if the position is another one; then nothing is stored
    boolean advance(long before, long last, AuditPostings postings) {
        return connections.run(connection -> {
            connection.setAutoCommit(false);
            boolean moved = move(connection, before, last);
            if (moved) {
                postings.insert(connection);
            }
            connection.commit();
            connection.setAutoCommit(true);
            return moved;
        });
    }

    private boolean move(Connection connection, long before, long last) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            statement.setLong(1, last);
            statement.setString(2, node);
            statement.setLong(3, before);
            return statement.executeUpdate() == 1;
        }
    }
}
