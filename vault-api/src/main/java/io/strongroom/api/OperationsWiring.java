package io.strongroom.api;

import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.api.auth.IssuerState;
import io.strongroom.api.auth.TokenAuthentication;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.pkcs11.Pkcs11Hsm;
import io.strongroom.postgres.PostgresDatabase;
import io.strongroom.postgres.PostgresInstallation;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Health and metrics.
@Configuration(proxyBeanMethods = false)
class OperationsWiring {

    /// The audit trail opens only after the end of its chain was verified.
    @Bean
    Readiness readiness(Pkcs11Hsm hsm, ChainedAuditTrail trail, PostgresInstallation installation) {
        return new Readiness(
                Map.of(
                        "audit", trail::isOpen,
                        "database", installation::answers,
                        "hsm", () -> hsm.health().available()),
                System::nanoTime);
    }

    /// Created only after all tenants are as configured.
    @Bean
    HealthController healthController(Readiness readiness, ConfiguredTenants applied) {
        return new HealthController(readiness::isReady);
    }

    @Bean
    HealthIndicator serviceHealthIndicator(Readiness readiness) {
        return () ->
                (readiness.isReady() ? Health.up() : Health.down())
                        .withDetails(readiness.parts())
                        .build();
    }

    /// Issuers whose tokens cannot be verified. The node stays up and ready: other issuers' callers
    /// are served, and another node has the same issuers.
    @Bean
    HealthIndicator issuersHealthIndicator(TokenAuthentication tokens) {
        return () -> {
            Health.Builder up = Health.up();
            for (IssuerState state : tokens.issuerStates()) {
                String keys = state.usable() ? "usable" : "none";
                up.withDetail(state.issuer(), Map.of("keys", keys, "since", state.since()));
            }
            return up.build();
        };
    }

    /// Keeps the keys of issuers fetched, whether tokens arrive or not: an issuer without usable
    /// keys is seen before a caller is refused. The pause is longer than the rate limit of fetches,
    /// so that tokens have a fetch left.
    @Bean
    NodeWork issuerWork(TokenAuthentication tokens) {
        return new NodeWork("issuers", Duration.ofMinutes(1), tokens::refreshKeys);
    }

    /// An issuer may be served by this service itself.
    @Bean
    ApplicationListener<ApplicationReadyEvent> issuerWorkStart(
            @Qualifier("issuerWork") NodeWork issuers) {
        return _ -> issuers.started();
    }

    /// The pools have their own metrics, which they can only give to one registry.
    @Bean
    MeterBinder poolMeters(PostgresDatabase database) {
        return meters -> {
            MicrometerMetricsTrackerFactory factory = new MicrometerMetricsTrackerFactory(meters);
            database.pool().setMetricsTrackerFactory(factory);
            database.logPool().setMetricsTrackerFactory(factory);
        };
    }

    @Bean
    ServiceMeters serviceMeters(Pkcs11Hsm hsm, ChainedAuditTrail trail) {
        return new ServiceMeters(hsm::statistics, trail::statistics);
    }
}
