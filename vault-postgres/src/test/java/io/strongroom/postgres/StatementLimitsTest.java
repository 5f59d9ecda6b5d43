package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.Threads;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// No statement of the pool runs on the server after its caller was refused.
class StatementLimitsTest {
    private static final PostgresStore STORE = new PostgresStore();

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Test
    void a_query_that_takes_too_long_is_refused_and_ends_on_the_server() {
        assertThatThrownBy(() -> ask("SELECT pg_sleep(30)"))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal ->
                                assertThat(refusal.problem())
                                        .isEqualTo(Problem.SERVICE_UNAVAILABLE));

        assertThat(Threads.until(() -> ask(STILL_RUNNING).equals("0")))
                .isLessThan(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"statement_timeout, 1500ms", "client_connection_check_interval, 500ms"})
    void every_connection_is_opened_with_its_limits(String setting, String limit) {
        assertThat(ask("SHOW " + setting)).isEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource({
        "statement_timeout, 1500ms",
        "client_connection_check_interval, 500ms",
        "plan_cache_mode, force_custom_plan",
        "enable_seqscan, off",
        "enable_bitmapscan, off",
        "jit, off"
    })
    void the_readers_of_the_log_have_connections_of_their_own(String setting, String value) {
        try (PostgresDatabase database = PostgresDatabase.open(STORE.settings(2))) {
            Connections readers =
                    new Connections(database.logPool(), new OutageLog(System::nanoTime));

            assertThat(ask(readers, "SHOW " + setting)).isEqualTo(value);
            assertThat(ask(readers, "SHOW application_name")).isEqualTo("strongroom log");
        }
    }

    @Test
    void a_limit_that_the_administrator_has_set_is_kept() throws SQLException {
        STORE.tamper("ALTER ROLE strongroom_app SET statement_timeout = '700ms'");
        try (PostgresDatabase database = PostgresDatabase.open(STORE.settings(2))) {
            assertThat(ask(database.connections(), "SHOW statement_timeout")).isEqualTo("700ms");
        } finally {
            STORE.tamper("ALTER ROLE strongroom_app RESET statement_timeout");
        }
    }

    private static final String STILL_RUNNING =
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(30)' AND pid <> pg_backend_pid()";

    private static String ask(String query) {
        return ask(STORE.connections, query);
    }

    private static String ask(Connections connections, String query) {
        return connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query);
                    ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getString(1);
            }
        });
    }
}
