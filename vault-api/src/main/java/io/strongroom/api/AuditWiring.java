package io.strongroom.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.core.administration.OfficersLog;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.AuditTrail;
import io.strongroom.core.operation.AnonymousRefusals;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.postgres.PostgresDatabase;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/// The log: one trail writes this node's records, officers read all of them.
@Configuration(proxyBeanMethods = false)
class AuditWiring {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Drained and closed before the HSM is closed.
    @Bean
    ChainedAuditTrail auditTrail(
            PostgresDatabase database, ServiceSettings settings, HsmLifetime closedLater) {
        return ChainedAuditTrail.start(
                database.auditChain(), AuditSettings.of(settings.nodeName()));
    }

    /// The trail that operations use: it measures them, too.
    @Bean
    @Primary
    AuditTrail operationsTrail(ChainedAuditTrail trail, MeterRegistry meters) {
        return new MeteredAuditTrail(trail, meters);
    }

    /// Stores what it has counted before the trail is closed.
    @Bean
    AnonymousRefusals anonymousRefusals(ChainedAuditTrail trail) {
        return new AnonymousRefusals(trail);
    }

    @Bean
    NodeWork refusalWork(AnonymousRefusals refusals) {
        return new NodeWork("refusals", PAUSE, refusals::flush).started();
    }

    @Bean
    NodeWork indexWork(PostgresDatabase database) {
        return new NodeWork("audit-postings", PAUSE, database.newPostings()::store).started();
    }

    @Bean
    MeterBinder refusalMeters(AnonymousRefusals refusals) {
        return meters ->
                FunctionCounter.builder(
                                "strongroom.refusals.counted", refusals, AnonymousRefusals::counted)
                        .register(meters);
    }

    @Bean
    AuditedOperations auditedOperations(AuditTrail trail, AnonymousRefusals refusals) {
        return new AuditedOperations(trail, refusals);
    }

    @Bean
    AuditLog auditLog(PostgresDatabase database) {
        return database.auditLog();
    }

    @Bean
    OfficersLog officersLog(AuditLog log) {
        return new OfficersLog(log);
    }
}
