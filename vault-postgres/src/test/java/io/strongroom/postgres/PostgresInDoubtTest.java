package io.strongroom.postgres;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.audit.Threads;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.identity.TenantId;
import io.strongroom.postgres.FaultyConnections.Fault;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The connection is lost before the writer knows whether the commit was done.
class PostgresInDoubtTest {
    private static final AuditDatabase DATABASE = AuditDatabase.create();

    private final TenantId tenant = Events.freshTenant();
    private final UUID subject = UUID.randomUUID();
    private final String node = "node-" + UUID.randomUUID();
    private final FaultyConnections connections = new FaultyConnections(DATABASE.connections());
    private final ChainedAuditTrail trail =
            ChainedAuditTrail.start(new PostgresChainSource(connections), AuditSettings.of(node));

    @BeforeEach
    void recordOne() {
        DATABASE.setGeneration(tenant, subject, 1);
        trail.record(Events.signature(tenant), List.of(), null);
    }

    @AfterEach
    void verify() {
        Threads.until(trail::isOpen);
        trail.record(Events.signature(tenant), List.of(), null);
        trail.close();
        assertThat(DATABASE.verify(node).breach()).isNull();
    }

    @Test
    void a_record_that_was_stored_is_not_stored_again() {
        connections.failNext(Fault.AFTER_STORE);

        assertThat(trail.record(Events.signature(tenant), List.of(), null)).isTrue();

        assertThat(DATABASE.recorded(tenant)).hasSize(2);
    }

    @Test
    void a_record_that_was_not_stored_is_stored_after_all() {
        connections.failNext(Fault.BEFORE_STORE);

        assertThat(trail.record(Events.signature(tenant), List.of(), null)).isTrue();

        assertThat(DATABASE.recorded(tenant)).hasSize(2);
    }

    @Test
    void a_change_that_was_committed_is_acknowledged() {
        connections.failNext(Fault.AFTER_COMMIT);

        boolean made =
                trail.record(
                        Events.signature(tenant),
                        List.of(),
                        AuditDatabase.advance(tenant, subject, 1));

        assertThat(made).isTrue();
        assertThat(DATABASE.generation(subject)).hasValue(2);
        assertThat(lastRecorded().outcome().succeeded()).isTrue();
    }

    @Test
    void a_change_that_was_not_committed_is_refused_and_recorded_so() {
        connections.failNext(Fault.BEFORE_COMMIT);

        assertThatThrownBy(() ->
                        trail.record(
                                Events.signature(tenant),
                                List.of(),
                                AuditDatabase.advance(tenant, subject, 1)))
                .is(refused(503));

        Threads.until(() -> DATABASE.recorded(tenant).size() == 2);
        assertThat(DATABASE.generation(subject)).hasValue(1);
        Outcome outcome = lastRecorded().outcome();
        assertThat(outcome.status()).isEqualTo(503);
        assertThat(outcome.signature()).isEqualTo("ServiceUnavailable");
    }

    @Test
    void a_server_process_that_ends_in_the_middle_of_a_change_refuses_it() {
        AuditEvent event = Events.signature(tenant);

        assertThatThrownBy(() ->
                        trail.record(
                                event,
                                List.of(),
                                AuditDatabase.statement(
                                        "SELECT pg_terminate_backend(pg_backend_pid())")))
                .is(refused(503));

        Threads.until(() -> DATABASE.recorded(tenant).size() == 2);
        assertThat(lastRecorded()).isEqualTo(event.with(lastRecorded().outcome()));
        assertThat(lastRecorded().outcome().status()).isEqualTo(503);
    }

    @Test
    void a_chain_that_ends_elsewhere_than_it_was_left_stays_closed() {
        DATABASE.run("CREATE TABLE kept AS SELECT * FROM audit_event WHERE node = ?", node);
        DATABASE.run("DELETE FROM audit_event WHERE node = ?", node);
        connections.failNext(Fault.BEFORE_STORE);

        assertThatThrownBy(() -> trail.record(Events.signature(tenant), List.of(), null))
                .is(refused(503));
        assertThat(trail.isOpen()).isFalse();

        DATABASE.run("INSERT INTO audit_event SELECT * FROM kept");
    }

    private AuditEvent lastRecorded() {
        return DATABASE.recorded(tenant).getLast().event();
    }
}
