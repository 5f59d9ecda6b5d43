package io.strongroom.api;

import io.strongroom.core.administration.TenantAdministration;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.backup.Geographies;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.schedule.Scheduler;
import io.strongroom.core.vault.LegacyAlgorithms;
import io.strongroom.core.vault.VaultRepository;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Vaults and tenants over their repositories.
@Configuration(proxyBeanMethods = false)
class CoreWiring {

    @Bean
    static RequiredSettings requiredSettings(Environment environment) {
        return new RequiredSettings(environment);
    }

    @Bean
    PublicKeyOperations publicKeyOperations() {
        return new SoftwarePublicKeyOperations();
    }

    @Bean
    LegacyAlgorithms legacyAlgorithms(ServiceSettings settings) {
        return settings.legacy();
    }

    @Bean
    Geographies geographies(GeographySettings settings) {
        return settings.core();
    }

    @Bean
    VaultAdministration vaultAdministration(
            VaultRepository vaults, ServiceSettings settings, Clock clock) {
        return new VaultAdministration(vaults, settings.locations(), UUID::randomUUID, clock);
    }

    /// Applied before the service listens.
    @Bean
    ConfiguredTenants configuredTenants(
            AuditedOperations operations,
            VaultRepository vaults,
            KeyProvider provider,
            TenantSettings settings,
            Scheduler scheduler,
            Clock clock) {
        return new ConfiguredTenants(
                        operations,
                        new TenantAdministration(vaults, provider),
                        settings,
                        UUID::randomUUID,
                        clock)
                .apply(scheduler);
    }
}
