package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.audit.Threads;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.state.Guard;
import io.strongroom.core.vault.OpenVault;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two nodes change rows of the same tenants all the time, and the sweep has nothing to report.
class SweepRaceTest {
    private static final int KEYS = 400;

    private final PostgresStore store = new PostgresStore(4);
    private final AuditDatabase log = new AuditDatabase(store.database);
    private final Queue<StateFinding> alarms = new ConcurrentLinkedQueue<>();
    private final List<OpenVault> vaults = List.of(store.freshVault(), store.freshVault());
    private final AtomicInteger made = new AtomicInteger();
    private final StateSweep sweep =
            new StateSweep(
                    store.settings(2).connections("sweep"),
                    store.connections,
                    new FakeSealer(),
                    alarms::add,
                    _ -> {},
                    1_000_000);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void thousands_of_changes_beside_sweeps_raise_nothing() {
        StateWatch watch =
                new StateWatch(
                        store.connections,
                        new StateSets(new FakeSealer()),
                        new SeenSets(),
                        "node-1",
                        alarms::add);

        Threads nodes = Threads.start(2, this::node);
        while (made.get() < 2 * 4 * KEYS) {
            sweep.run();
            watch.run();
        }
        nodes.join();
        sweep.run();

        assertThat(alarms).isEmpty();
        assertThat(sweep.passes()).isGreaterThan(5);
        assertThat(sweep.findings()).isZero();
    }

    @Test
    void a_session_that_ends_amid_changes_raises_nothing() {
        Threads nodes = Threads.start(2, this::node);
        for (int ended = 1; ended <= 8; ended++) {
            int reached = ended * KEYS;
            Threads.until(() -> made.get() >= reached || made.get() == 2 * 4 * KEYS);
            log.endSessions();
            sweep.run();
        }
        nodes.join();
        sweep.run();

        assertThat(alarms).isEmpty();
    }

    /// Each key is created, changed, deleted and purged. What fails because the log is closed, or
    /// because the other node was first, is counted as well.
    private void node(int number) {
        try (ChainedAuditTrail trail = log.trail("node-" + number)) {
            for (int i = 0; i < KEYS; i++) {
                life(trail, vaults.get(i % 2), "key-%d-%d".formatted(number, i));
            }
        }
    }

    private void life(ChainedAuditTrail trail, OpenVault vault, String name) {
        KeyVersion version = Samples.ec256Key(vault, name);
        Key key = Samples.keyOf(version);
        make(trail, vault, store.keys.add(key, version));
        make(trail, vault, store.keys.replace(version, Samples.disabled(version)));
        Key deleted = key.with(Presence.Deleted.since(Samples.NOW, Duration.ofDays(7)));
        make(trail, vault, store.keys.replace(key, deleted));
        make(trail, vault, store.keys.purge(deleted, deleted.with(new Presence.Purged())));
    }

    private void make(ChainedAuditTrail trail, OpenVault vault, Change change) {
        List<Guard> guards = List.of(vault.tenant().guard(), vault.vault().guard());
        try {
            trail.record(Events.signature(vault.tenant().id()), guards, change);
        } catch (VaultException closedOrGone) {
            // the chain's session was ended, or the change before was not made
        } finally {
            made.incrementAndGet();
        }
    }
}
