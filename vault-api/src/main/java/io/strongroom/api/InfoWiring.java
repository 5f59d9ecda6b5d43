package io.strongroom.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.api.auth.AuthSettings;
import io.strongroom.pkcs11.Pkcs11Hsm;
import io.strongroom.postgres.PostgresDatabase;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// What runs here: for the log, `/actuator/info` and the metrics.
@Configuration(proxyBeanMethods = false)
class InfoWiring {

    @Bean
    LifecycleLog lifecycleLog(ServiceSettings settings) {
        return new LifecycleLog(settings.nodeName());
    }

    @Bean
    ServiceFacts serviceFacts(
            PostgresDatabase database,
            Pkcs11Hsm hsm,
            ServiceSettings settings,
            TenantSettings tenants,
            AuthSettings auth) {
        return new ServiceFacts(
                Build.read(),
                settings.nodeName(),
                database.facts(),
                hsm.tokenLabel(),
                hsm.rootVersion(),
                tenants.tenants().size(),
                auth.issuers().size());
    }

    @Bean
    InfoContributor serviceInfo(ServiceFacts facts) {
        return info -> info.withDetail("strongroom", facts.details());
    }

    /// As dashboards expect it: always 1, with what was built in its labels.
    @Bean
    MeterBinder buildMeters(ServiceFacts facts) {
        Build build = facts.build();
        return meters ->
                Gauge.builder("strongroom.build.info", () -> 1)
                        .tag("version", build.version())
                        .tag("commit", build.commit())
                        .tag("schema", facts.database().schema())
                        .register(meters);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> readyLine(
            LifecycleLog log, ServiceFacts facts, Environment environment) {
        return _ ->
                log.ready(
                        facts, environment.getRequiredProperty("local.server.port", Integer.class));
    }
}
