package io.strongroom.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.strongroom.audit.ConnectionSource;
import io.strongroom.core.state.Sealer;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The database: schema, pool, repositories.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
public class PostgresWiring {
    /// Together with the connections' own limits: a stopped database becomes a 503 within 2.5 s.
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private static final Duration VALIDATION = Duration.ofMillis(500);

    /// The migrations, applied. That there is such a bean keeps Spring Boot from running them as
    /// the role that must not.
    @Bean
    Flyway flyway(DatabaseSettings settings) {
        return Schema.bringUpToDate(settings);
    }

    /// Connections of the role that the service works as, to a schema that is up to date.
    @Bean
    HikariDataSource dataSource(DatabaseSettings settings, Flyway migrated) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("strongroom");
        config.setDataSource(new PersistentConnections(settings.connections("strongroom")));
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(VALIDATION.toMillis());
        HikariDataSource pool = new HikariDataSource(config);
        try {
            Role.requirePlain(pool);
            return pool;
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /// Connections for the writer of the audit log, which keeps one of its own.
    @Bean
    ConnectionSource auditConnections(DatabaseSettings settings, Flyway migrated) {
        return settings.connections("strongroom audit");
    }

    @Bean
    PostgresInstallation installation(DataSource dataSource) {
        return new PostgresInstallation(dataSource);
    }

    @Bean
    PostgresVaultRepository vaultRepository(
            DataSource dataSource, Sealer sealer, DatabaseSettings settings) {
        return new PostgresVaultRepository(dataSource, sealer, settings.poolSize() / 2);
    }

    @Bean
    PostgresKeyRepository keyRepository(DataSource dataSource, Sealer sealer) {
        return new PostgresKeyRepository(dataSource, sealer);
    }
}
