package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Threads;
import io.strongroom.core.PageRequest;
import io.strongroom.core.Samples;
import io.strongroom.core.SettableClock;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.crypto.InMemoryKeyProvider;
import io.strongroom.core.event.KeyEvents;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.ScheduledRotation;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.rotation.IsoDuration;
import io.strongroom.core.rotation.Lifetime;
import io.strongroom.core.rotation.RotationPolicy;
import io.strongroom.core.rotation.RotationTrigger.AfterCreate;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.vault.OpenVault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The task that rotates, on two nodes over one database. The clocks of the nodes begin in the
/// past, because the database's clock has a say, too.
class RotationOnScheduleTest {
    private static final int KEYS = 20;
    private static final Instant MADE = Samples.NOW;
    private static final PostgresStore STORE = new PostgresStore();
    private static final AuditDatabase LOG = new AuditDatabase(STORE.database);

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static ChainedAuditTrail first;

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static ChainedAuditTrail second;

    private final SettableClock clock = new SettableClock(MADE);
    private final InMemoryKeyProvider provider = new InMemoryKeyProvider();

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
    void of_two_nodes_that_run_it_at_once_each_key_gets_one_version_with_one_record() {
        OpenVault vault = STORE.freshVault();
        OpenVault stranger = STORE.freshVault();
        IntStream.range(0, KEYS).forEach(i -> rotatedWeekly(vault, "key-" + i));
        rotatedWeekly(stranger, "key");
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        task(first).run();
        assertThat(rotations(vault)).isEmpty();
        clock.advance(Duration.ofSeconds(1));

        Threads.start(2, number -> task(number == 0 ? first : second).run()).join();

        assertThat(IntStream.range(0, KEYS).mapToObj(i -> versions(vault, "key-" + i)))
                .allSatisfy(versions -> assertThat(versions).hasSize(2));
        assertThat(versions(stranger, "key")).hasSize(2);
        List<AuditEvent> rotations = rotations(vault);
        assertThat(rotations)
                .hasSize(KEYS)
                .extracting(AuditEvent::caller)
                .containsOnly(Caller.service(vault.tenant().id(), "rotation-policy"));
        assertThat(rotations).extracting(event -> event.target().object()).doesNotHaveDuplicates();
        assertThat(
                        new PostgresKeyEvents(new TenantSql(STORE.connections))
                                .find(
                                        vault.tenant().id(),
                                        new KeyEvents.Query(null, null, 1000, null))
                                .items())
                .hasSize(KEYS);
    }

    @Test
    void a_node_that_starts_after_a_long_time_rotates_once() {
        OpenVault vault = STORE.freshVault();
        rotatedWeekly(vault, "key");
        clock.advance(Duration.ofDays(70));

        task(first).run();
        task(second).run();

        assertThat(versions(vault, "key")).hasSize(2);
        assertThat(rotations(vault)).hasSize(1);
        clock.advance(Duration.ofDays(7));
        task(second).run();
        assertThat(versions(vault, "key")).hasSize(3);
    }

    @Test
    void a_node_whose_clock_is_fast_rotates_nothing_early() {
        OpenVault vault = STORE.freshVault();
        Key key = STORE.added(vault, Samples.ec256Key(vault, "key"));
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        store(vault, key, new Lifetime(weekly(), null, null, seconds(tomorrow)));
        clock.advance(Duration.between(MADE, tomorrow.plus(Duration.ofDays(1))));

        task(first).run();

        assertThat(versions(vault, "key")).hasSize(1);
    }

    private ScheduledRotation task(ChainedAuditTrail trail) {
        KeyEvents events = new PostgresKeyEvents(new TenantSql(STORE.connections));
        PostgresKeyRepository keys = new PostgresKeyRepository(STORE.connections, new FakeSealer());
        return new ScheduledRotation(
                new AuditedOperations(trail),
                new PostgresVaultRepository(STORE.connections, new FakeSealer(), 1),
                keys,
                new Keys(keys, events, provider, UUID::randomUUID, clock),
                UUID::randomUUID,
                clock);
    }

    private static void rotatedWeekly(OpenVault vault, String name) {
        Key key = STORE.added(vault, Samples.ec256Key(vault, name));
        store(
                vault,
                key,
                new Lifetime(weekly(), null, null, seconds(MADE.plus(Duration.ofDays(7)))));
    }

    private static void store(OpenVault vault, Key key, Lifetime lifetime) {
        assertThat(STORE.commit(vault.tenant().id(), STORE.keys.replace(key, key.with(lifetime))))
                .isTrue();
    }

    private static RotationPolicy weekly() {
        return RotationPolicy.set(
                null,
                new RotationPolicy.Changes(new AfterCreate(new IsoDuration("P7D")), null, null),
                MADE);
    }

    private static Instant seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    private static List<KeyVersion> versions(OpenVault vault, String name) {
        return STORE.keys.versions(vault, new ObjectName(name), new PageRequest(25, null)).items();
    }

    private static List<AuditEvent> rotations(OpenVault vault) {
        return LOG.recorded(vault.tenant().id()).stream()
                .map(RecordedEvent::event)
                .filter(event -> event.action() == Action.KEY_ROTATE_IF_DUE)
                .filter(event -> event.outcome().status() == 200)
                .toList();
    }
}
