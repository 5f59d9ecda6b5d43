package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Threads;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.ScheduledPurge;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.vault.OpenVault;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The task that purges, on two nodes over one database.
class PurgeOnScheduleTest {
    private static final int KEYS = 50;
    private static final PostgresStore STORE = new PostgresStore();
    private static final AuditDatabase LOG = new AuditDatabase(STORE.database);

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static ChainedAuditTrail first;

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static ChainedAuditTrail second;

    @BeforeAll
    static void start() {
        first = LOG.trail("first");
        second = LOG.trail("second");
    }

    @AfterAll
    static void close() {
        first.close();
        second.close();
        STORE.close();
    }

    @Test
    void of_two_nodes_that_run_it_at_once_each_key_is_purged_by_one_with_one_record() {
        OpenVault vault = STORE.freshVault();
        OpenVault stranger = STORE.freshVault();
        IntStream.range(0, KEYS).forEach(i -> deleted(vault, "key-" + i));
        deleted(stranger, "key");

        Threads.start(2, number -> task(number == 0 ? first : second).run()).join();

        assertThat(IntStream.range(0, KEYS).mapToObj(i -> presence(vault, "key-" + i)))
                .hasOnlyElementsOfType(Presence.Purged.class);
        assertThat(presence(stranger, "key")).isInstanceOf(Presence.Purged.class);
        List<AuditEvent> purges = purges(vault);
        assertThat(purges)
                .hasSize(KEYS)
                .allSatisfy(event -> {
                    assertThat(event.action()).isEqualTo(Action.KEY_PURGE);
                    assertThat(event.caller())
                            .isEqualTo(Caller.service(vault.tenant().id(), "purge"));
                });
        assertThat(purges).extracting(event -> event.target().object()).doesNotHaveDuplicates();
        assertThat(purges(stranger)).hasSize(1);
    }

    private static ScheduledPurge task(ChainedAuditTrail trail) {
        return new ScheduledPurge(
                new AuditedOperations(trail),
                new PostgresVaultRepository(STORE.connections, new FakeSealer(), 1),
                new PostgresKeyRepository(STORE.connections, new FakeSealer()),
                UUID::randomUUID,
                Clock.systemUTC());
    }

    private static void deleted(OpenVault vault, String name) {
        Key key = STORE.added(vault, Samples.ec256Key(vault, name));
        Instant due = Instant.now().minusSeconds(1);
        Key deleted = key.with(new Presence.Deleted(due.minusSeconds(1), due));
        assertThat(STORE.commit(vault.tenant().id(), STORE.keys.replace(key, deleted))).isTrue();
    }

    private static Presence presence(OpenVault vault, String name) {
        return STORE.keys.key(vault, new ObjectName(name)).orElseThrow().presence();
    }

    /// Records of purges that were made.
    private static List<AuditEvent> purges(OpenVault vault) {
        return LOG.recorded(vault.tenant().id()).stream()
                .map(RecordedEvent::event)
                .filter(event -> event.outcome().status() == 204)
                .toList();
    }
}
