package io.strongroom.postgres;

import io.strongroom.core.VaultException;
import io.strongroom.core.schedule.Task;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the partitions of the log ahead of time: those of this month and of the next three. A
/// function of the schema's owner does it; the service's role may call it and creates nothing
/// itself. Records never depend on it: without a partition of their month they are stored in
/// `audit_event_other`.
public final class AuditPartitions implements Task {
    /// The name of the task.
    public static final String NAME = "audit-partitions";

    private static final Logger LOG = LoggerFactory.getLogger(AuditPartitions.class);
    private static final String MAKE = "SELECT make_audit_partitions()";

    private final Connections connections;

    AuditPartitions(Connections connections) {
        this.connections = connections;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(6);
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(10);
    }

    /// {@inheritDoc}
    ///
    /// @throws VaultException if the database does not answer, or the partitions are in use
    @Override
    public void run() {
        int made = connections.read(MAKE, row -> row.getInt(1)).getFirst();
        if (made > 0) {
            LOG.info("{} partitions of the audit log were made", made);
        }
    }

    /// Runs before the first record. A failure does not keep the service from its start.
    void atStart() {
        try {
            run();
        } catch (VaultException e) {
            LOG.warn("the partitions of the audit log could not be made", e);
        }
    }
}
