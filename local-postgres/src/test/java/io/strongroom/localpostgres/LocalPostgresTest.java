package io.strongroom.localpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path home;

    @Test
    void what_was_committed_is_there_after_a_crash_of_the_server() throws SQLException {
        try (LocalPostgres postgres = start()) {
            run(postgres, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (1)");
            postgres.kill();
        }
        try (LocalPostgres again = start()) {
            assertThat(ask(again, "SELECT n FROM kept")).isEqualTo("1");
            assertThat(ask(again, "SHOW fsync")).isEqualTo("on");
        }
    }

    @Test
    void a_later_start_has_the_same_port_while_it_is_free() throws IOException {
        int first;
        try (LocalPostgres postgres = start()) {
            first = postgres.port();
        }
        try (LocalPostgres again = start()) {
            assertThat(again.port()).isEqualTo(first);
        }
        try (ServerSocket _ = new ServerSocket(first, 1, InetAddress.getLoopbackAddress());
                LocalPostgres elsewhere = start()) {
            assertThat(elsewhere.port()).isNotEqualTo(first);
        }
    }

    @Test
    void a_killed_server_starts_again_in_place() throws SQLException {
        try (LocalPostgres postgres = start()) {
            run(postgres, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (1)");
            postgres.kill();
            postgres.restart();
            assertThat(ask(postgres, "SELECT n FROM kept")).isEqualTo("1");
        }
    }

    @Test
    void a_stopped_server_starts_again_in_place() throws SQLException {
        try (LocalPostgres postgres = start();
                Connection client =
                        DriverManager.getConnection(postgres.superuserUrl("postgres"))) {
            postgres.stop();
            assertThatThrownBy(() -> client.createStatement().execute("SELECT 1"))
                    .isInstanceOf(SQLException.class);
            postgres.restart();
            assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_standby_that_is_promoted_waits_for_no_standby_of_its_own() throws SQLException {
        try (LocalPostgres postgres = start()) {
            run(
                    postgres,
                    "ALTER SYSTEM SET synchronous_standby_names = 'nobody'",
                    "CREATE TABLE kept (n int)");
            try (LocalPostgres standby =
                    postgres.standby(home.resolve("standby"), 0, Map.of("work_mem", "5MB"))) {
                assertThat(ask(standby, "SELECT pg_is_in_recovery()")).isEqualTo("t");
                run(standby, "SELECT pg_promote()", "INSERT INTO kept VALUES (1)");
                assertThat(ask(standby, "SHOW work_mem")).isEqualTo("5MB");
            }
        }
    }

    @Test
    void a_standby_has_the_port_that_it_is_given() throws SQLException {
        try (LocalPostgres postgres = start()) {
            int port;
            try (LocalPostgres standby = postgres.standby(home.resolve("one"), 0, Map.of())) {
                port = standby.port();
            }
            try (LocalPostgres standby = postgres.standby(home.resolve("two"), port, Map.of())) {
                assertThat(standby.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void a_frozen_server_does_not_answer_until_it_is_thawed() throws SQLException {
        try (LocalPostgres postgres = start()) {
            postgres.freeze();
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    postgres.superuserUrl("postgres")
                                            + "&connectTimeout=1&socketTimeout=1"))
                    .isInstanceOf(SQLException.class);
            postgres.thaw();
            assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_home_has_one_owner() {
        try (LocalPostgres _ = start()) {
            assertThatThrownBy(this::start).isInstanceOf(Exception.class);
        }
    }

    @Test
    void the_services_role_neither_owns_nor_passes_row_level_security() throws SQLException {
        try (LocalPostgres postgres = start()) {
            Database database =
                    Database.prepare(
                            postgres.superuserUrl("postgres"),
                            postgres.url("vault"),
                            "vault",
                            "owner",
                            "app");
            try (Connection app = DriverManager.getConnection(database.url(), Database.APP, "app");
                    Statement statement = app.createStatement()) {
                assertThatThrownBy(() -> statement.execute("CREATE SCHEMA mine"))
                        .hasMessageContaining("permission denied");
            }
            assertThat(
                            ask(
                                    postgres,
                                    "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'strongroom%' AND (rolsuper OR rolbypassrls)"))
                    .isEqualTo("0");
        }
    }

    private LocalPostgres start() {
        return LocalPostgres.start(home, Path.of("target", "programs"), 0, Map.of());
    }

    private static void run(LocalPostgres postgres, String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.superuserUrl("postgres"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String ask(LocalPostgres postgres, String query) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.superuserUrl("postgres"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
