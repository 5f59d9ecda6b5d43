package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.audit.Threads;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultRepository;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// The primary of a pair dies amid changes, and its standby is promoted: neither the sweep nor the
/// node's memory has anything to report.
class SweepFailoverTest {
    private static final int PROGRESS = 100;

    private final Sealer sealer = new FakeSealer();
    private final Queue<StateFinding> alarms = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void a_failover_raises_nothing() throws Exception {
        try (ReplicatedDatabase pair = ReplicatedDatabase.start()) {
            pair.replicateSynchronously();
            try (PostgresDatabase database = PostgresDatabase.open(pair.standbyFirst());
                    ChainedAuditTrail trail =
                            ChainedAuditTrail.start(
                                    database.auditChain(), AuditSettings.of("pair"))) {
                OpenVault vault = vault(database.vaults(sealer), trail);
                Threads changes =
                        Threads.start(1, _ -> changes(database.keys(sealer), trail, vault));
                Threads sweeps = Threads.start(1, _ -> sweeps(database));
                awaitProgress();

                pair.primary().kill();
                pair.promote();

                Threads.until(trail::isOpen);
                awaitProgress();
                stop.set(true);
                changes.join();
                sweeps.join();
                assertThat(sweep(database).passes()).isEqualTo(1);
            }
        }
        assertThat(alarms).isEmpty();
    }

    private OpenVault vault(VaultRepository vaults, ChainedAuditTrail trail) {
        Tenant tenant = Samples.freshTenant();
        Vault vault = Samples.freshVault(tenant);
        assertThat(record(trail, tenant, vaults.add(tenant))).isTrue();
        assertThat(record(trail, tenant, vaults.add(vault))).isTrue();
        return new OpenVault(vault, tenant);
    }

    private void changes(KeyRepository keys, ChainedAuditTrail trail, OpenVault vault) {
        for (int i = 0; !stop.get(); i++) {
            KeyVersion version = Samples.ec256Key(vault, "key-" + i);
            try {
                record(trail, vault.tenant(), keys.add(Samples.keyOf(version), version));
                made.incrementAndGet();
            } catch (VaultException refused) {
                LockSupport.parkNanos(1_000_000); // as a client that was refused
            }
        }
    }

    private static boolean record(ChainedAuditTrail trail, Tenant tenant, Change change) {
        return trail.record(Events.signature(tenant.id()), List.of(), change);
    }

    private void sweeps(PostgresDatabase database) {
        StateSweep sweep = newSweep(database);
        StateWatch watch = database.stateWatch(sealer, "pair", alarms::add);
        while (!stop.get()) {
            try {
                watch.run();
                sweep.run();
            } catch (VaultException unavailable) {
                LockSupport.parkNanos(1_000_000); // until the next run
            }
        }
    }

    private StateSweep sweep(PostgresDatabase database) {
        StateSweep sweep = newSweep(database);
        sweep.run();
        return sweep;
    }

    private StateSweep newSweep(PostgresDatabase database) {
        return database.stateSweep(sealer, alarms::add, _ -> {});
    }

    private void awaitProgress() {
        int before = made.get();
        Threads.until(() -> made.get() > before + PROGRESS);
    }
}
