package io.strongroom.api;

import io.strongroom.api.control.BlockedAlgorithmController;
import io.strongroom.api.control.ControlPlane;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.blocking.BlockedAlgorithms;
import io.strongroom.core.budget.FailureBudget;
import io.strongroom.core.budget.FailureCounts;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.postgres.PostgresDatabase;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The budget of failed decryptions, and how an administrator clears what it blocked.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FailureSettings.class)
class FailureWiring {

    @Bean
    FailureCounts failureCounts(PostgresDatabase database) {
        return database.failureCounts();
    }

    @Bean
    FailureBudget failureBudget(FailureSettings settings, FailureCounts counts, Clock clock) {
        return new FailureBudget(settings.limits(), counts, clock);
    }

    @Bean
    BlockedAlgorithmController blockedAlgorithmController(
            ControlPlane plane,
            VaultAdministration vaults,
            KeyRepository keys,
            FailureCounts counts) {
        return new BlockedAlgorithmController(plane, new BlockedAlgorithms(vaults, keys, counts));
    }
}
