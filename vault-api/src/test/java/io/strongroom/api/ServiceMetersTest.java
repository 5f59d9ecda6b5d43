package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.strongroom.audit.AuditStatistics;
import io.strongroom.pkcs11.HsmStatistics;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ServiceMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ServiceMeters meters =
            new ServiceMeters(
                    () -> new HsmStatistics(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
                    () -> new AuditStatistics(true, true, 21, 22, 23, 24, 25, null));

    @Test
    void each_figure_of_the_hsm_is_a_metric() {
        meters.bindTo(registry);

        assertThat(values("strongroom.hsm."))
                .containsExactlyInAnyOrder(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0);
    }

    @Test
    void each_figure_of_the_audit_log_is_a_metric() {
        meters.bindTo(registry);

        assertThat(values("strongroom.audit."))
                .containsExactlyInAnyOrder(1.0, 1.0, 21.0, 22.0, 23.0, 24.0, 25.0);
    }

    @Test
    void calls_that_hang_are_a_metric() {
        meters.bindTo(registry);

        assertThat(registry.get("strongroom.hsm.hung.calls").gauge().value()).isEqualTo(10);
    }

    private List<Double> values(String prefix) {
        return registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(prefix))
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .map(Measurement::getValue)
                .toList();
    }
}
