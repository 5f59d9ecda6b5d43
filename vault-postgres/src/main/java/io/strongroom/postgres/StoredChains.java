package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import java.util.List;
import java.util.Optional;

/// The chains of all nodes, for their verification.
final class StoredChains {
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
        return connections.read(NODES, row -> row.getString(1));
    }

    /// The records that follow a place of a chain.
    List<ChainRecord> after(String node, long sequence, int limit) {
        return sql.readAs(
                StoredChain.AS_CHAIN, AFTER, AuditRows::read, node, node, sequence, limit);
    }

    /// The record at a place of a chain.
    Optional<ChainRecord> at(String node, long sequence) {
        return after(node, sequence - 1, 1).stream()
                .filter(record -> record.sequence() == sequence)
                .findFirst();
    }
}
