package io.strongroom.audit;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.FaultyConnections.Fault;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.identity.TenantId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The connection is lost while nobody knows whether the commit was done.
class InDoubtTest {
    private static final Installation INSTALLATION = Installation.create();

    private final TenantId tenant = Events.freshTenant();
    private final UUID subject = UUID.randomUUID();
    private final String node = "node-" + UUID.randomUUID();
    private final FaultyConnections connections = new FaultyConnections(INSTALLATION.source());
    private final PostgresAuditTrail trail =
            PostgresAuditTrail.start(connections, AuditSettings.of(node));

    @BeforeEach
    void recordOne() {
        INSTALLATION.setGeneration(tenant, subject, 1);
        trail.record(Events.signature(tenant), List.of(), null);
    }

    @AfterEach
    void verify() {
        Threads.until(trail::isOpen);
        trail.record(Events.signature(tenant), List.of(), null);
        trail.close();
        assertThat(INSTALLATION.verify(node).breach()).isNull();
    }

    @Test
    void a_record_that_was_stored_is_not_stored_again() {
        connections.failNext(Fault.AFTER_STORE);

        assertThat(trail.record(Events.signature(tenant), List.of(), null)).isTrue();

        assertThat(INSTALLATION.recorded(tenant)).hasSize(2);
    }

    @Test
    void a_record_that_was_not_stored_is_stored_after_all() {
        connections.failNext(Fault.BEFORE_STORE);

        assertThat(trail.record(Events.signature(tenant), List.of(), null)).isTrue();

        assertThat(INSTALLATION.recorded(tenant)).hasSize(2);
    }

    @Test
    void a_change_that_was_committed_is_acknowledged() {
        connections.failNext(Fault.AFTER_COMMIT);

        boolean made =
                trail.record(
                        Events.signature(tenant),
                        List.of(),
                        Installation.advance(tenant, subject, 1));

        assertThat(made).isTrue();
        assertThat(INSTALLATION.generation(subject)).hasValue(2);
        assertThat(lastRecorded().outcome().succeeded()).isTrue();
    }

    @Test
    void a_change_that_was_not_committed_is_refused_and_recorded_so() {
        connections.failNext(Fault.BEFORE_COMMIT);

        assertThatThrownBy(() ->
                        trail.record(
                                Events.signature(tenant),
                                List.of(),
                                Installation.advance(tenant, subject, 1)))
                .is(refused(503));

        Threads.until(() -> INSTALLATION.recorded(tenant).size() == 2);
        assertThat(INSTALLATION.generation(subject)).hasValue(1);
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
                                Installation.statement(
                                        "SELECT pg_terminate_backend(pg_backend_pid())")))
                .is(refused(503));

        Threads.until(() -> INSTALLATION.recorded(tenant).size() == 2);
        assertThat(lastRecorded()).isEqualTo(event.with(lastRecorded().outcome()));
        assertThat(lastRecorded().outcome().status()).isEqualTo(503);
    }

    @Test
    void a_chain_that_ends_elsewhere_than_it_was_left_stays_closed() {
        INSTALLATION.run("CREATE TABLE kept AS SELECT * FROM audit_event WHERE node = ?", node);
        INSTALLATION.run("DELETE FROM audit_event WHERE node = ?", node);
        connections.failNext(Fault.BEFORE_STORE);

        assertThatThrownBy(() -> trail.record(Events.signature(tenant), List.of(), null))
                .is(refused(503));
        assertThat(trail.isOpen()).isFalse();

        INSTALLATION.run("INSERT INTO audit_event SELECT * FROM kept");
    }

    private AuditEvent lastRecorded() {
        return INSTALLATION.recorded(tenant).getLast().event();
    }
}
