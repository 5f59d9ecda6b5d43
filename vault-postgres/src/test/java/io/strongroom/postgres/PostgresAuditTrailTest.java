package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.AuditStartException;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.audit.Threads;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A trail on PostgreSQL, beyond the contracts of trails and of stores.
class PostgresAuditTrailTest {
    private static AuditDatabase database;
    private static ChainedAuditTrail trail;

    private final TenantId tenant = Events.freshTenant();
    private final UUID subject = UUID.randomUUID();

    @BeforeAll
    static void start() {
        database = AuditDatabase.create();
        trail = database.trail("node-1");
    }

    @AfterAll
    static void close() {
        trail.close();
        assertThat(database.verify("node-1").intact()).isTrue();
    }

    @Test
    void a_name_that_no_column_can_hold_is_recorded_and_verifies() {
        Target target = new Target(tenant, null, "v\0", "keys", "k\0\uD800", null);
        AuditEvent sample = Events.signature(tenant);
        AuditEvent event =
                new AuditEvent(
                        sample.action(),
                        sample.request(),
                        target,
                        sample.caller(),
                        sample.outcome(),
                        sample.duration(),
                        sample.details());

        assertThat(trail.record(event, List.of(), null)).isTrue();

        assertThat(onlyRecord().event().target().object()).isEqualTo("k\0?");
        assertThat(database.verify("node-1").intact()).isTrue();
    }

    @Test
    void a_change_finds_its_tenant_set() {
        Change change =
                AuditDatabase.statement(
                        "INSERT INTO generation VALUES (?, current_setting('strongroom.tenant')::uuid, 1)",
                        subject);

        assertThat(trail.record(Events.signature(tenant), List.of(), change)).isTrue();

        assertThat(
                        database.number(
                                "SELECT 1 FROM generation WHERE subject = ? AND tenant_id = ?",
                                subject,
                                tenant.value()))
                .hasValue(1);
    }

    @Test
    void a_change_of_another_tenants_row_fails_and_is_recorded_as_a_failure() {
        Change change =
                AuditDatabase.statement(
                        "INSERT INTO generation VALUES (?, ?, 1)", subject, UUID.randomUUID());

        assertThatThrownBy(() -> trail.record(Events.signature(tenant), List.of(), change))
                .hasMessageContaining("row-level security");

        assertThat(onlyRecord().event().outcome()).isEqualTo(Outcome.failure());
        assertThat(database.generation(subject)).isEmpty();
    }

    @Test
    void a_change_that_takes_what_is_taken_is_dropped() {
        database.setGeneration(tenant, subject, 1);
        Change duplicate =
                AuditDatabase.statement(
                        "INSERT INTO generation VALUES (?, ?, 1)", subject, tenant.value());

        assertThat(trail.record(Events.signature(tenant), List.of(), duplicate)).isFalse();

        assertThat(onlyRecord().event().outcome()).isEqualTo(Outcome.DROPPED);
    }

    @Test
    void a_change_that_waits_for_another_nodes_lock_is_dropped_soon() {
        database.setGeneration(tenant, subject, 1);
        Guard guard = new Guard(subject, 1);
        try (ChainedAuditTrail other = database.trail("other")) {
            Change slow =
                    AuditDatabase.advance(tenant, subject, 1)
                            .and(_ -> {
                                Duration waited =
                                        Threads.time(() ->
                                                trail.record(
                                                        Events.signature(tenant),
                                                        List.of(guard),
                                                        AuditDatabase.advance(tenant, subject, 1)));
                                assertThat(waited).isLessThan(Duration.ofMillis(1500));
                                return true;
                            });

            assertThat(other.record(Events.signature(tenant), List.of(guard), slow)).isTrue();
        }

        assertThat(database.recorded(tenant))
                .extracting(recorded -> recorded.event().outcome().succeeded())
                .containsExactly(false, true);
        assertThat(database.generation(subject)).hasValue(2);
    }

    @Test
    void a_broken_end_of_the_chain_refuses_to_start() {
        try (ChainedAuditTrail soon = database.trail("broken")) {
            for (int i = 0; i < 3; i++) {
                soon.record(Events.signature(tenant), List.of(), null);
            }
        }
        database.run(
                "UPDATE audit_event SET hash = sha256('') WHERE node = 'broken' AND sequence = 2");

        assertThatThrownBy(() -> database.trail("broken"))
                .isInstanceOf(AuditStartException.class)
                .hasMessage(
                        "the audit chain of node \"broken\" is broken at sequence 2: the hash does not match the record");
    }

    @Test
    void a_database_that_is_not_there_refuses_to_start() {
        ConnectionSource nowhere =
                new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/none", "u", "p", null, 2)
                        .connections("strongroom audit");

        assertThatThrownBy(() ->
                        ChainedAuditTrail.start(
                                new PostgresChainSource(nowhere, ChainObserver.NONE),
                                AuditSettings.of("lost")))
                .isInstanceOf(AuditStartException.class)
                .hasMessageContaining("the audit log of node \"lost\" cannot be opened");
    }

    private RecordedEvent onlyRecord() {
        List<RecordedEvent> events = database.recorded(tenant);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }
}
