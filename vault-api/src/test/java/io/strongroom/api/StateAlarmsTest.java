package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.strongroom.core.InMemoryStore;
import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.RecordingAuditTrail;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.postgres.StateFinding;
import io.strongroom.postgres.StateSweep.Begun;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/// What a finding of the sweep leaves in the log of its tenant, in the metrics and in the health.
class StateAlarmsTest {
    private static final StateFinding FINDING =
            StateFinding.of(Samples.CONTOSO, "stored rows were put back", Map.of("part", "3"), "");

    private final RecordingAuditTrail trail = new RecordingAuditTrail(new InMemoryStore());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StateAlarms alarms =
            new StateAlarms(
                    new AuditedOperations(new MeteredAuditTrail(trail, meters)),
                    UUID::randomUUID,
                    Clock.systemUTC());

    @Test
    void the_tenant_that_owns_the_rows_gets_an_integrity_event() {
        alarms.found(FINDING);

        AuditEvent event = trail.last();
        assertThat(event.target().tenant()).isEqualTo(Samples.CONTOSO);
        assertThat(event.action()).isEqualTo(Action.STATE_VERIFY);
        assertThat(event.outcome().status()).isEqualTo(500);
        assertThat(event.outcome().signature()).isEqualTo("IntegrityViolation");
        assertThat(event.outcome().description()).isEqualTo("stored rows were put back");
        assertThat(event.details()).isEqualTo(Map.of("part", "3"));
        assertThat(meters.counter("strongroom.integrity.violations").count()).isEqualTo(1);
    }

    @Test
    void a_finding_that_could_not_be_recorded_is_not_reported() {
        trail.close();

        assertThatThrownBy(() -> alarms.found(FINDING))
                .isInstanceOf(VaultException.class)
                .isNotInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void what_the_first_sweep_took_as_it_was_is_recorded() {
        alarms.begun(new Begun(Samples.CONTOSO, 5));

        AuditEvent event = trail.last();
        assertThat(event.target().tenant()).isEqualTo(Samples.CONTOSO);
        assertThat(event.outcome().succeeded()).isTrue();
        assertThat(event.details()).isEqualTo(Map.of("rows", "5", "trusted", "first-use"));
    }

    @Test
    void findings_are_a_detail_of_the_health_and_the_node_stays_up() {
        assertThat(new StateHealth(() -> 0).health().getDetails())
                .isEqualTo(Map.of("intact", true, "findings", 0L));

        StateHealth broken = new StateHealth(() -> 2);

        assertThat(broken.health().getStatus()).isEqualTo(Status.UP);
        assertThat(broken.health().getDetails()).isEqualTo(Map.of("intact", false, "findings", 2L));
        assertThat(broken.findings()).isEqualTo(2);
    }

    @Test
    void without_the_database_nothing_is_known() {
        StateHealth unknown =
                new StateHealth(() -> {
                    throw new VaultException(Problem.SERVICE_UNAVAILABLE, "no answer");
                });

        assertThat(unknown.findings()).isNaN();
        assertThat(unknown.health().getDetails())
                .isEqualTo(Map.of("intact", "unknown", "findings", "unknown"));
    }
}
