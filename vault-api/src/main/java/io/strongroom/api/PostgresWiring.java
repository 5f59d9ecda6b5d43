package io.strongroom.api;

import io.strongroom.core.event.KeyEvents;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.VaultRepository;
import io.strongroom.postgres.PostgresDatabase;
import io.strongroom.postgres.PostgresInstallation;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The database and what is stored in it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class PostgresWiring {

    @Bean
    PostgresDatabase database(DatabaseProperties properties) {
        return PostgresDatabase.open(properties.settings());
    }

    @Bean
    PostgresInstallation installation(PostgresDatabase database) {
        return database.installation();
    }

    @Bean
    VaultRepository vaultRepository(PostgresDatabase database, Sealer sealer) {
        return database.vaults(sealer);
    }

    @Bean
    KeyRepository keyRepository(PostgresDatabase database, Sealer sealer) {
        return database.keys(sealer);
    }

    @Bean
    KeyEvents keyEvents(PostgresDatabase database) {
        return database.keyEvents();
    }
}
