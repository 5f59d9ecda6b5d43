package io.strongroom.postgres;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.audit.InDoubtContract;
import io.strongroom.audit.Threads;
import io.strongroom.audit.Verification;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.state.Change;
import io.strongroom.postgres.FaultyConnections.Fault;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PostgresInDoubtTest extends InDoubtContract {
    private static final AuditDatabase DATABASE = AuditDatabase.create();

    private final FaultyConnections connections = new FaultyConnections(DATABASE.connections());

    @Test
    void a_server_process_that_ends_in_the_middle_of_a_change_refuses_it() {
        AuditEvent event = Events.signature(tenant);

        assertThatThrownBy(() ->
                        trail().record(
                                        event,
                                        List.of(),
                                        AuditDatabase.statement(
                                                "SELECT pg_terminate_backend(pg_backend_pid())")))
                .is(refused(503));

        Threads.until(() -> recorded().size() == 2);
        assertThat(lastRecorded()).isEqualTo(event.with(lastRecorded().outcome()));
        assertThat(lastRecorded().outcome().status()).isEqualTo(503);
    }

    @Override
    protected ChainedAuditTrail start() {
        return ChainedAuditTrail.start(
                new PostgresChainSource(connections, ChainObserver.NONE), AuditSettings.of(node));
    }

    @Override
    protected void loseBeforeRecord() {
        connections.failNext(Fault.BEFORE_STORE);
    }

    @Override
    protected void loseAfterRecord() {
        connections.failNext(Fault.AFTER_STORE);
    }

    @Override
    protected void loseBeforeChange() {
        connections.failNext(Fault.BEFORE_COMMIT);
    }

    @Override
    protected void loseAfterChange() {
        connections.failNext(Fault.AFTER_COMMIT);
    }

    @Override
    protected Runnable deleteRecords() {
        DATABASE.run("CREATE TABLE kept AS SELECT * FROM audit_event WHERE node = ?", node);
        DATABASE.run("DELETE FROM audit_event WHERE node = ?", node);
        return () -> DATABASE.run("INSERT INTO audit_event SELECT * FROM kept");
    }

    @Override
    protected List<RecordedEvent> recorded() {
        return DATABASE.recorded(tenant);
    }

    @Override
    protected Verification verification() {
        return DATABASE.verify(node);
    }

    @Override
    protected void setGeneration(long generation) {
        DATABASE.setGeneration(tenant, subject, generation);
    }

    @Override
    protected OptionalLong generation() {
        return DATABASE.generation(subject);
    }

    @Override
    protected Change advance(long before) {
        return AuditDatabase.advance(tenant, subject, before);
    }
}
