package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.Threads;
import io.strongroom.core.VaultException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The cause of a 503 of the database is logged, and many failures do not flood the log.
class OutageLogTest {
    private final SQLException refused = new SQLException("refused", "08001");
    private final SQLException full = new SQLException("too many connections", "53300");
    private static final String REFUSED_LINE =
            "The database does not answer: refused (SQLSTATE 08001)";
    private static final String AGAIN = "The database answers again";

    private final AtomicLong nanos = new AtomicLong();
    private final OutageLog outages = new OutageLog(nanos::get);
    private final Logged logged = new Logged(OutageLog.class);

    @AfterEach
    void close() {
        logged.close();
    }

    @Test
    void one_cause_is_logged_once_in_an_outage() {
        outages.failed(refused);
        later(Duration.ofHours(1));
        outages.failed(refused);
        outages.answered();
        outages.answered();

        assertThat(logged.lines()).containsExactly(REFUSED_LINE, AGAIN);
    }

    @Test
    void another_cause_is_logged_as_well() {
        outages.failed(refused);
        outages.failed(full);
        outages.failed(refused);
        outages.failed(full);

        assertThat(logged.lines())
                .containsExactly(
                        REFUSED_LINE,
                        "The database does not answer: too many connections (SQLSTATE 53300)");
    }

    @Test
    void failures_that_come_and_go_are_logged_every_ten_seconds() {
        for (int i = 0; i < 100; i++) {
            outages.failed(refused);
            outages.answered();
            later(Duration.ofMillis(200));
        }

        assertThat(logged.lines()).containsExactly(REFUSED_LINE, AGAIN, REFUSED_LINE, AGAIN);
    }

    @Test
    void the_cause_of_a_timeout_of_the_pool_is_the_last_attempt_to_connect() {
        outages.failed(new SQLTransientConnectionException("timed out", null, 0, refused));

        assertThat(logged.lines()).containsExactly(REFUSED_LINE);
    }

    @Test
    void a_database_that_answers_has_nothing_to_log() {
        outages.answered();

        assertThat(logged.lines()).isEmpty();
    }

    @Test
    void a_password_that_was_changed_is_in_the_log() {
        try (PostgresStore store = new PostgresStore()) {
            store.tamper("ALTER ROLE strongroom_app PASSWORD 'another'");
            try {
                store.tamper(
                        "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'strongroom_app'; END $$");
                Threads.until(() -> isRefused(store) && isLogged("password authentication failed"));
            } finally {
                store.tamper("ALTER ROLE strongroom_app PASSWORD 'app'");
            }
            Threads.until(() -> !isRefused(store));
            assertThat(logged.lines()).last().isEqualTo(AGAIN);
        }
    }

    private boolean isLogged(String text) {
        return logged.lines().stream().anyMatch(line -> line.contains(text));
    }

    private static boolean isRefused(PostgresStore store) {
        try {
            new PostgresInstallation(store.connections).canary();
            return false;
        } catch (VaultException unavailable) {
            assertThat(unavailable).hasMessage("the database does not answer");
            return true;
        }
    }

    private void later(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
