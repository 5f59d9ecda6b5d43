package io.strongroom.postgres;

import io.strongroom.core.schedule.Task;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;

/// Indexes what writers have left behind: each node indexes the records that it stores itself
/// ([NewPostings]), but one that has ended, or was interrupted, leaves some. Records that are not
/// indexed are searched one by one; so that these stay few, a chain is indexed here when 2,048 of
/// its records have waited for ten seconds, or any for an hour.
public final class AuditIndex implements Task {
    /// The name of the task.
    public static final String NAME = "audit-index";

    static final int FEWEST = 2048;
    private static final int MOST = 32 * FEWEST;
    private static final int PATIENCE_SECONDS = 10;
    private static final Duration RUN = Duration.ofSeconds(20);

    private static final String NODES = "SELECT node FROM audit_chain ORDER BY node";

    /// The last record of a chain, if it has too many that are not indexed.
    private static final String END =
            """
            SELECT last
            FROM (
                SELECT max(sequence) AS last FROM audit_event WHERE node = ?) AS chain,
                coalesce((SELECT sequence FROM audit_indexed WHERE node = ?), 0) AS sequence,
                coalesce((SELECT changed FROM audit_indexed WHERE node = ?), '-infinity') AS changed
            WHERE last > sequence
                AND (last - sequence >= ?
                    OR last - sequence >= ? AND changed <= now() - ? * interval '1 second'
                    OR changed <= now() - interval '1 hour')
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
        run(PATIENCE_SECONDS, System.nanoTime() + RUN.toNanos());
    }

    /// Indexes all that waits.
    public void catchUp() {
        run(0, Long.MAX_VALUE);
    }

    private void run(int patience, long end) {
        for (String node : connections.read(NODES, row -> row.getString(1))) {
            StoredPostings postings =
                    new StoredPostings(connections, new IndexPosition(connections, node));
            for (long last : end(node, patience)) {
                while (postings.indexSome(last)) {
                    if (System.nanoTime() >= end) {
                        return;
                    }
                }
            }
        }
        complete();
    }

    private List<Long> end(String node, int patience) {
        return sql.readAs(
                StoredChain.AS_CHAIN,
                END,
                row -> row.getLong(1),
                node,
                node,
                node,
                node,
                MOST,
                FEWEST,
                patience);
    }

    private void complete() {
        connections.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(COMPLETE)) {
                return update.executeUpdate();
            }
        });
    }
}
