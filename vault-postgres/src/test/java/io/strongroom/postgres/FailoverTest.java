package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.audit.RecordEncoding;
import io.strongroom.audit.Threads;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// The primary of a pair dies while 8 threads record, and its standby is promoted.
class FailoverTest {
    private final TenantId tenant = Events.freshTenant();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    @Test
    void a_promoted_synchronous_standby_has_every_acknowledged_record() throws Exception {
        failOver((_, _) -> {});
    }

    @Test
    void a_node_whose_standby_stalled_follows_it_when_it_is_promoted() throws Exception {
        failOver((pair, trail) -> {
            pair.cutStandbyOff();
            Threads.until(() -> !trail.isOpen());
            int before = acknowledged.size();
            pair.endWaitingCommits();
            LockSupport.parkNanos(500_000_000);
            assertThat(acknowledged).as("acknowledged without the standby").hasSize(before);
        });
    }

    @Test
    void the_pool_follows_the_log_to_another_primary_while_the_old_one_lives() throws Exception {
        try (ReplicatedDatabase pair = ReplicatedDatabase.start()) {
            pair.replicateSynchronously();
            try (PostgresDatabase database = PostgresDatabase.open(pair.standbyFirst());
                    ChainedAuditTrail trail =
                            ChainedAuditTrail.start(
                                    database.auditChain(), AuditSettings.of("pair"))) {
                Threads load = load(trail);
                awaitProgress();
                assertThat(port(database)).isEqualTo(pair.primary().port());

                pair.promote(); // commits on the old primary wait from now on

                awaitProgress();
                assertThat(port(database)).isEqualTo(pair.standby().port());
                stop.set(true);
                load.join();
            }
        }
    }

    private static int port(PostgresDatabase database) {
        return database.connections()
                .read("SELECT current_setting('port')::int", row -> row.getInt(1))
                .getFirst();
    }

    @FunctionalInterface
    private interface Disturbance {
        void of(ReplicatedDatabase pair, ChainedAuditTrail trail) throws SQLException;
    }

    /// Kills the primary of a pair after a disturbance and promotes its standby, under load.
    private void failOver(Disturbance before) throws Exception {
        try (ReplicatedDatabase pair = ReplicatedDatabase.start()) {
            pair.replicateSynchronously();
            try (ChainedAuditTrail trail = trail(pair)) {
                Threads load = load(trail);
                awaitProgress();
                before.of(pair, trail);

                pair.primary().kill();
                pair.promote();

                Threads.until(trail::isOpen);
                awaitProgress();
                stop.set(true);
                load.join();
            }
            assertThat(missing(pair)).isEmpty();
            assertIntact(pair);
        }
    }

    private static ChainedAuditTrail trail(ReplicatedDatabase pair) {
        return ChainedAuditTrail.start(
                new PostgresChainSource(pair.connections(), ChainObserver.NONE),
                AuditSettings.of("pair"));
    }

    private Threads load(ChainedAuditTrail trail) {
        return Threads.start(
                8,
                _ -> {
                    while (!stop.get()) {
                        String id = UUID.randomUUID().toString();
                        try {
                            trail.record(Events.signature(tenant, id), List.of(), null);
                            acknowledged.add(id);
                        } catch (VaultException refused) {
                            LockSupport.parkNanos(1_000_000); // as a client that was refused
                        }
                    }
                });
    }

    private void awaitProgress() {
        int before = acknowledged.size();
        Threads.until(() -> acknowledged.size() > before + 200);
    }

    /// The acknowledged events that the new primary does not have.
    private Set<String> missing(ReplicatedDatabase pair) throws SQLException {
        Set<String> missing = new HashSet<>(acknowledged);
        for (byte[] record : pair.records()) {
            missing.remove(RecordEncoding.decode(record).event().request().correlationId());
        }
        return missing;
    }

    private static void assertIntact(ReplicatedDatabase pair) throws SQLException {
        try (var connection = pair.asApp()) {
            assertThat(StoredChain.verify(connection, "pair").breach()).isNull();
        }
    }
}
