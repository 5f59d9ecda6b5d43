package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainStore;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.VaultRepository;
import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.TestDatabase;
import io.strongroom.postgres.DatabaseSettings;
import io.strongroom.postgres.DatabaseStartException;
import io.strongroom.postgres.PostgresDatabase;
import io.strongroom.postgres.RoleException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class PostgresWiringTest {
    private static final Path MIGRATIONS = Path.of("..", "db", "migrations");
    private static final String USER_OF_CHAIN =
            "SELECT usename FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'strongroom audit'";

    private final TestDatabase database = TestDatabase.create(MIGRATIONS);

    @Configuration(proxyBeanMethods = false)
    @Import(PostgresWiring.class)
    static class Service {
        @Bean
        Sealer sealer() {
            return new FakeSealer();
        }
    }

    @Test
    void without_the_owner_the_service_starts_on_a_schema_that_somebody_migrated()
            throws Exception {
        try (ConfigurableApplicationContext service = start()) {
            assertThat(service.getBean(VaultRepository.class)).isNotNull();
            assertThat(service.getBean(KeyRepository.class)).isNotNull();
            PostgresDatabase opened = service.getBean(PostgresDatabase.class);
            try (Connection pooled = opened.pool().getConnection();
                    ChainStore _ =
                            opened.auditChain().open(AuditSettings.of("node-1")).orElseThrow()) {
                assertThat(ask(pooled, "SELECT current_user")).isEqualTo(Database.APP);
                assertThat(ask(pooled, USER_OF_CHAIN)).isEqualTo(Database.APP);
            }
        }
    }

    @Test
    void without_the_owner_an_empty_schema_is_refused() throws SQLException {
        dropSchema();

        assertThatThrownBy(this::start).hasRootCauseInstanceOf(DatabaseStartException.class);
    }

    @Test
    void a_role_for_which_row_level_security_does_not_hold_is_refused() {
        Database d = database.database();

        assertThatThrownBy(() ->
                        start(
                                "strongroom.database.username=" + Database.OWNER,
                                "strongroom.database.password=" + d.ownerPassword()))
                .hasRootCauseInstanceOf(RoleException.class)
                .rootCause()
                .hasMessageContaining("strongroom_owner is too privileged");
    }

    @Test
    void a_role_that_may_change_the_log_is_refused() throws SQLException {
        try (Connection superuser = database.asSuperuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("GRANT DELETE ON audit_event TO " + Database.APP);
        }

        assertThatThrownBy(this::start).hasRootCauseInstanceOf(RoleException.class);
    }

    @Test
    void with_the_owner_the_service_migrates_and_works_as_its_own_role() throws SQLException {
        dropSchema();

        try (ConfigurableApplicationContext service =
                        start(
                                "strongroom.database.owner.username=" + Database.OWNER,
                                "strongroom.database.owner.password="
                                        + database.database().ownerPassword());
                Connection pooled =
                        service.getBean(PostgresDatabase.class).pool().getConnection()) {
            assertThat(ask(pooled, "SELECT count(*) FROM installation")).isEqualTo("0");
            assertThat(ask(pooled, "SELECT current_user")).isEqualTo(Database.APP);
        }
    }

    @Test
    void properties_never_show_a_password() {
        DatabaseProperties properties =
                new DatabaseProperties(
                        "jdbc:postgresql://db/vault?password=one",
                        "app",
                        "two",
                        new DatabaseSettings.Owner("owner", "three"),
                        8);

        assertThat(properties.toString() + properties.owner())
                .doesNotContain("one", "two", "three");
    }

    @Test
    void a_pool_has_eight_connections_unless_it_is_told_otherwise() {
        try (ConfigurableApplicationContext service = start()) {
            assertThat(service.getBean(PostgresDatabase.class).pool().getMaximumPoolSize())
                    .isEqualTo(8);
        }
    }

    private ConfigurableApplicationContext start(String... more) {
        Database d = database.database();
        List<String> properties =
                new ArrayList<>(
                        List.of(
                                "spring.main.banner-mode=off",
                                "strongroom.database.url=" + d.url(),
                                "strongroom.database.username=" + Database.APP,
                                "strongroom.database.password=" + d.appPassword()));
        properties.addAll(List.of(more));
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .properties(properties.toArray(String[]::new))
                .run();
    }

    private void dropSchema() throws SQLException {
        try (Connection superuser = database.asSuperuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("DROP SCHEMA strongroom CASCADE");
        }
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
