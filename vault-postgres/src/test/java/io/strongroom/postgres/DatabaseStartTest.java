package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a start requires of the database, and the line with which it refuses another one.
class DatabaseStartTest {
    private final TestDatabase database = TestDatabase.create(Path.of("..", "db", "migrations"));

    @AfterEach
    void resetRole() {
        run("ALTER ROLE strongroom_app RESET search_path");
    }

    /// A dump holds no settings of roles, and an administrator may have set others.
    @Test
    void no_setting_of_a_role_is_needed() {
        run("ALTER ROLE strongroom_app SET search_path = nowhere");

        try (PostgresDatabase opened = PostgresDatabase.open(settings(null))) {
            assertThat(ask(opened, "SHOW search_path")).isEqualTo("strongroom,pg_temp");
            assertThat(opened.installation().canary()).isEmpty();
        }
    }

    @Test
    void a_database_says_what_it_is() {
        try (PostgresDatabase opened = PostgresDatabase.open(settings(null))) {
            DatabaseFacts facts = opened.facts();

            assertThat(facts.server()).startsWith(Server.TESTED + ".");
            assertThat(facts.schema()).isEqualTo(newest());
            assertThat(facts.time()).isNotNull();
        }
    }

    @Test
    void a_wrong_password_is_said_of_the_database() {
        Database d = database.database();

        assertRefused(
                new DatabaseSettings(d.url(), Database.APP, "wrong", null, 2),
                "the database: FATAL: password authentication failed for user \"strongroom_app\"");
    }

    @Test
    void an_older_schema_is_refused_with_the_command_that_migrates_it() {
        run("DELETE FROM flyway_schema_history WHERE ltrim(version, '0') = '" + newest() + "'");

        assertRefused(
                settings(null),
                "the database: its schema is at %d, this version needs %s: run the command migrate, or give strongroom.database.owner.username and .password"
                        .formatted(Integer.parseInt(newest()) - 1, newest()));
    }

    @Test
    void a_newer_schema_is_accepted() {
        run(
                "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, script, checksum, installed_by, installed_on, execution_time, success FROM flyway_schema_history WHERE ltrim(version, '0') = '1'");

        assertThatCode(() -> PostgresDatabase.open(settings(null)).close())
                .doesNotThrowAnyException();
    }

    @Test
    void a_database_without_the_schema_is_refused_and_a_migration_makes_it() {
        run("DROP SCHEMA strongroom CASCADE");
        assertRefused(
                settings(null),
                "the database: it has no schema \"strongroom\": run the command migrate, or give strongroom.database.owner.username and .password");

        Migration first = migrate();
        assertThat(first.applied()).isPositive();
        assertThat(first.version()).isEqualTo(newest());
        assertThat(migrate()).isEqualTo(new Migration(0, newest()));
        assertThatCode(() -> PostgresDatabase.open(settings(null)).close())
                .doesNotThrowAnyException();
    }

    @Test
    void a_schema_restored_without_its_grants_is_refused() {
        run("REVOKE SELECT ON vault, tenant FROM strongroom_app");
        assertRefused(
                settings(null),
                "the database: role strongroom_app may not read tenant, vault: restore the dump with its grants, after the roles are created");

        run("REVOKE USAGE ON SCHEMA strongroom FROM strongroom_app");
        assertRefused(
                settings(null),
                "the database: role strongroom_app may not read schema \"strongroom\": restore the dump with its grants, after the roles are created");
    }

    @ParameterizedTest
    @CsvSource({"14, 14.20", "13, 13.1"})
    void a_postgresql_that_is_too_old_is_refused(int major, String version) {
        assertThatThrownBy(() -> Server.requireSupported(major, version))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessage(
                        "the database: PostgreSQL %s is too old: 15 or newer is needed, 18 is tested"
                                .formatted(version));
    }

    @Test
    void a_postgresql_that_is_not_tested_is_named_in_the_log() {
        try (Logged log = new Logged(Server.class)) {
            Server.requireSupported(15, "15.18");
            Server.requireSupported(18, "18.0");
            Server.requireSupported(19, "19.0");

            assertThat(log.lines())
                    .containsExactly(
                            "PostgreSQL 15.18 is supported but not tested: this version is tested with 18");
        }
    }

    private void assertRefused(DatabaseSettings settings, String line) {
        assertThatThrownBy(() -> PostgresDatabase.open(settings).close())
                .isInstanceOf(DatabaseStartException.class)
                .hasMessage(line);
    }

    private Migration migrate() {
        DatabaseSettings.Owner owner =
                new DatabaseSettings.Owner(Database.OWNER, database.database().ownerPassword());
        return PostgresDatabase.migrate(settings(null), owner);
    }

    private DatabaseSettings settings(DatabaseSettings.@Nullable Owner owner) {
        Database d = database.database();
        return new DatabaseSettings(d.url(), Database.APP, d.appPassword(), owner, 2);
    }

    /// The number of the newest migration in the sources.
    private static String newest() {
        String[] names = Objects.requireNonNull(Path.of("..", "db", "migrations").toFile().list());
        return Arrays.stream(names)
                .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
                .max(Integer::compare)
                .map(String::valueOf)
                .orElseThrow();
    }

    private void run(String sql) {
        try (Connection superuser = database.asSuperuser();
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ask(PostgresDatabase opened, String query) {
        return opened.connections()
                .run(connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(query);
                            ResultSet result = statement.executeQuery()) {
                        result.next();
                        return result.getString(1);
                    }
                });
    }
}
