package io.strongroom.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.audit.AuditStatistics;
import io.strongroom.pkcs11.HsmStatistics;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Metrics of the HSM and of the audit trail, read at each scrape.
final class ServiceMeters implements MeterBinder {
    private final Supplier<HsmStatistics> hsm;
    private final Supplier<AuditStatistics> trail;

    ServiceMeters(Supplier<HsmStatistics> hsm, Supplier<AuditStatistics> trail) {
        this.hsm = hsm;
        this.trail = trail;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        hsmCounter(meters, "operations", HsmStatistics::operations);
        hsmCounter(meters, "key.hits", HsmStatistics::hits);
        hsmCounter(meters, "key.misses", HsmStatistics::misses);
        hsmCounter(meters, "key.evictions", HsmStatistics::evictions);
        hsmCounter(meters, "busy", HsmStatistics::busy);
        hsmCounter(meters, "recoveries", HsmStatistics::recoveries);
        hsmGauge(meters, "cached.keys", HsmStatistics::cachedKeys);
        hsmGauge(meters, "sessions", HsmStatistics::sessions);
        hsmGauge(meters, "sessions.idle", HsmStatistics::idleSessions);
        hsmGauge(meters, "hung.calls", HsmStatistics::hungCalls);
        hsmGauge(meters, "epoch", HsmStatistics::epoch);
        auditCounter(meters, "records", AuditStatistics::recorded);
        auditCounter(meters, "commits", AuditStatistics::commits);
        auditCounter(meters, "dropped", AuditStatistics::dropped);
        auditCounter(meters, "swallowed", AuditStatistics::swallowed);
        auditGauge(meters, "queued", AuditStatistics::queued);
        auditGauge(meters, "open", statistics -> statistics.open() ? 1 : 0);
        auditGauge(meters, "replicated", statistics -> statistics.replicated() ? 1 : 0);
    }

    private void hsmCounter(
            MeterRegistry meters, String name, ToDoubleFunction<HsmStatistics> value) {
        FunctionCounter.builder("strongroom.hsm." + name, hsm, h -> value.applyAsDouble(h.get()))
                .register(meters);
    }

    private void hsmGauge(
            MeterRegistry meters, String name, ToDoubleFunction<HsmStatistics> value) {
        Gauge.builder("strongroom.hsm." + name, hsm, h -> value.applyAsDouble(h.get()))
                .register(meters);
    }

    private void auditCounter(
            MeterRegistry meters, String name, ToDoubleFunction<AuditStatistics> value) {
        FunctionCounter.builder(
                        "strongroom.audit." + name, trail, t -> value.applyAsDouble(t.get()))
                .register(meters);
    }

    private void auditGauge(
            MeterRegistry meters, String name, ToDoubleFunction<AuditStatistics> value) {
        Gauge.builder("strongroom.audit." + name, trail, t -> value.applyAsDouble(t.get()))
                .register(meters);
    }
}
