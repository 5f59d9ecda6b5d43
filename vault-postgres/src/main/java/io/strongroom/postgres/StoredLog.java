package io.strongroom.postgres;

import io.strongroom.audit.Verification;
import io.strongroom.audit.Verification.Breach;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/// The log as the database holds it: the chains of all nodes.
public final class StoredLog {
    /// Nodes that have a chain, or had one.
    private static final String NODES =
            """
            SELECT audit_nodes() AS node UNION SELECT node FROM audit_verification ORDER BY node
            """;

    /// The newest record that the service verified, if it is not there any more.
    private static final String MISSING =
            """
            SELECT v.sequence
            FROM audit_verification v
            WHERE v.node = ? AND v.sequence > 0 AND NOT EXISTS (
                SELECT FROM audit_event e
                WHERE e.node = v.node AND e.sequence = v.sequence AND e.hash = v.hash)
            """;

    private StoredLog() {}

    /// Verifies each chain from its first record to its last, whatever was verified before.
    ///
    /// @param each gets the result of each chain
    /// @throws VaultException `SERVICE_UNAVAILABLE` if the database does not answer, or its schema
    ///   is older; the message is for an operator
    public static void verify(DatabaseSettings settings, Consumer<Verification> each) {
        try (Connection connection = settings.connections("strongroom verification").open()) {
            for (String node : nodes(connection)) {
                Verification found = StoredChain.verify(connection, node);
                each.accept(found.intact() ? withNewest(connection, found) : found);
            }
        } catch (SQLException e) {
            throw new VaultException(
                    Problem.SERVICE_UNAVAILABLE, "the database: " + e.getMessage(), e);
        }
    }

    private static List<String> nodes(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NODES);
                ResultSet result = statement.executeQuery()) {
            return RowReader.all(result, row -> row.getString(1));
        }
    }

    private static Verification withNewest(Connection connection, Verification found)
            throws SQLException {
        String query = StoredChain.AS_CHAIN + MISSING;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, found.node());
            statement.setString(2, found.node());
            return TenantSql.rows(statement, row -> row.getLong(1)).stream()
                    .map(sequence -> broken(found, sequence))
                    .findFirst()
                    .orElse(found);
        }
    }

    private static Verification broken(Verification found, long sequence) {
        return new Verification(
                found.node(),
                found.records(),
                found.lastSequence(),
                new Breach(sequence, "the record that was verified before is not there"));
    }
}
