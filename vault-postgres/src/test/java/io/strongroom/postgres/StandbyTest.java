package io.strongroom.postgres;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.audit.Threads;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Commits wait for a synchronous standby that does not answer.
class StandbyTest {
    private static final AuditDatabase DATABASE = AuditDatabase.create();
    private static final String WAITING =
            """
            FROM pg_stat_activity WHERE application_name = 'strongroom audit' AND wait_event = 'SyncRep'
            """;

    private final TenantId tenant = Events.freshTenant();
    private final String node = "node-" + UUID.randomUUID();
    private final ChainedAuditTrail trail = DATABASE.trail(node);
    private final AtomicInteger acknowledged = new AtomicInteger();

    @BeforeEach
    void record() {
        assertThat(trail.record(Events.signature(tenant), List.of(), null)).isTrue();
    }

    @AfterEach
    void verify() {
        standbyAnswers();
        Threads.until(trail::isOpen);
        assertThat(trail.record(Events.signature(tenant), List.of(), null)).isTrue();
        trail.close();
        assertThat(DATABASE.verify(node).breach()).isNull();
    }

    @Test
    void a_record_whose_session_is_ended_is_not_acknowledged_before_the_standby_has_it() {
        endWait("pg_terminate_backend", null);

        assertThat(acknowledged).hasValue(0);
        assertThat(DATABASE.recorded(tenant)).hasSize(2); // committed here, and on no standby
        assertThat(trail.isOpen()).isFalse();
    }

    @Test
    void a_record_whose_wait_is_cancelled_is_not_acknowledged() {
        endWait("pg_cancel_backend", null);

        assertThat(acknowledged).hasValue(0);
    }

    @Test
    void a_change_whose_wait_is_cancelled_is_not_acknowledged() {
        UUID subject = UUID.randomUUID();
        DATABASE.setGeneration(tenant, subject, 1);

        endWait("pg_cancel_backend", AuditDatabase.advance(tenant, subject, 1));

        assertThat(acknowledged).hasValue(0);
    }

    @Test
    void the_trail_goes_on_by_itself_when_the_standby_answers() {
        standbyStalls();
        assertThatThrownBy(() -> trail.record(Events.signature(tenant), List.of(), null))
                .is(refused(503));
        assertThat(trail.isOpen()).isFalse();

        standbyAnswers();

        Threads.until(trail::isOpen);
    }

    @Test
    void statistics_tell_whether_records_are_replicated() {
        assertThat(trail.statistics().replicated()).isFalse();

        standbyStalls();
        DATABASE.endSessions();
        Threads.until(() -> trail.statistics().replicated());
    }

    /// Records while the standby stalls, and ends the wait of the commit.
    private void endWait(String function, @Nullable Change change) {
        standbyStalls();
        Threads waiting = Threads.start(1, _ -> recordOrRefuse(change));
        awaitCommit();
        DATABASE.number("SELECT count(%s(pid)) %s".formatted(function, WAITING));
        waiting.join();
    }

    private void recordOrRefuse(@Nullable Change change) {
        try {
            trail.record(Events.signature(tenant), List.of(), change);
            acknowledged.incrementAndGet();
        } catch (VaultException refusal) {
            assertThat(refusal.problem().status()).isEqualTo(503);
        }
    }

    private static void awaitCommit() {
        Threads.until(() -> DATABASE.number("SELECT count(*) " + WAITING).orElseThrow() > 0);
    }

    private static void standbyStalls() {
        setStandby("nobody");
    }

    private static void standbyAnswers() {
        setStandby("");
    }

    private static void setStandby(String name) {
        DATABASE.run("ALTER SYSTEM SET synchronous_standby_names = '" + name + "'");
        DATABASE.number("SELECT CASE WHEN pg_reload_conf() THEN 1 END");
        Threads.until(() ->
                DATABASE.number(
                                        "SELECT CASE WHEN current_setting('synchronous_standby_names') = '"
                                                + name
                                                + "' THEN 1 ELSE 0 END")
                                .orElseThrow()
                        == 1);
    }
}
