package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The chains of all nodes, for their verification.
final class StoredChains {
    /// The chain is read in the order of an index, whatever the statistics of the table are.
    private static final String AS_CHAIN =
            """
            SELECT set_config('strongroom.chain', ?, true),
                set_config('enable_seqscan', 'off', true),
                set_config('enable_bitmapscan', 'off', true),
                set_config('jit', 'off', true);
            """;

    private static final String AFTER =
            """
            SELECT %s FROM audit_event WHERE node = ? AND sequence > ? ORDER BY sequence LIMIT ?
            """
                    .formatted(AuditRows.COLUMNS);

    private static final String NODES = "SELECT audit_nodes()";

    private final Connections connections;
    private final TenantSql sql;

    StoredChains(Connections connections) {
        this.connections = connections;
        this.sql = new TenantSql(connections);
    }

    /// The nodes that have records.
    List<String> nodes() {
        return connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(NODES);
                    ResultSet result = statement.executeQuery()) {
                List<String> nodes = new ArrayList<>();
                while (result.next()) {
                    nodes.add(result.getString(1));
                }
                return nodes;
            }
        });
    }

    /// The records that follow a place of a chain.
    List<ChainRecord> after(String node, long sequence, int limit) {
        return sql.readAs(AS_CHAIN, AFTER, AuditRows::read, node, node, sequence, limit);
    }

    /// The record at a place of a chain.
    Optional<ChainRecord> at(String node, long sequence) {
        return after(node, sequence - 1, 1).stream()
                .filter(record -> record.sequence() == sequence)
                .findFirst();
    }
}
