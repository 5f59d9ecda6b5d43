package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.strongroom.audit.BrokenChain;
import io.strongroom.core.InMemoryStore;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.RecordingAuditTrail;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.AuditedOperations;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a broken chain leaves in the logs of tenants and in the metrics.
class ChainAlarmsTest {
    private final RecordingAuditTrail trail = new RecordingAuditTrail(new InMemoryStore());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ChainAlarms alarms =
            new ChainAlarms(
                    new AuditedOperations(new MeteredAuditTrail(trail, meters)),
                    UUID::randomUUID,
                    Clock.systemUTC());

    @Test
    void each_tenant_whose_records_are_there_gets_an_integrity_event() {
        alarms.accept(broken(Samples.CONTOSO, Samples.FABRIKAM));

        assertThat(trail.events())
                .extracting(event -> event.target().tenant())
                .containsExactlyInAnyOrder(Samples.CONTOSO, Samples.FABRIKAM);
        AuditEvent event = trail.last();
        assertThat(event.action()).isEqualTo(Action.AUDIT_VERIFY);
        assertThat(event.outcome().status()).isEqualTo(500);
        assertThat(event.outcome().signature()).isEqualTo("IntegrityViolation");
        assertThat(event.outcome().description())
                .isEqualTo("the audit chain is broken: the previous row is 6");
        assertThat(event.details()).isEqualTo(Map.of("node", "node-1", "sequence", "8"));
    }

    @Test
    void a_place_without_a_row_is_recorded_for_no_tenant() {
        alarms.accept(broken());

        assertThat(trail.last().target().tenant()).isEqualTo(TenantId.NONE);
    }

    @Test
    void an_alarm_is_counted() {
        alarms.accept(broken(Samples.CONTOSO));

        assertThat(meters.counter("strongroom.integrity.violations").count()).isEqualTo(1);
    }

    @Test
    void a_log_that_takes_no_records_does_not_stop_the_verification() {
        trail.close();

        alarms.accept(broken(Samples.CONTOSO));

        assertThat(trail.events()).isEmpty();
    }

    private static BrokenChain broken(TenantId... tenants) {
        return new BrokenChain("node-1", 8, "the previous row is 6", Set.of(tenants));
    }
}
