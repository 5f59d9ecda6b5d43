package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The partitions of the log, and what the service's role can do with them.
class AuditPartitionsTest {
    private final YearMonth thisMonth = YearMonth.now(ZoneOffset.UTC);

    private final PostgresStore store = new PostgresStore();
    private final AuditDatabase database = new AuditDatabase(store.database);
    private final TenantId tenant = Events.freshTenant();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void this_month_and_the_next_three_have_partitions() {
        for (int ahead = 0; ahead <= 3; ahead++) {
            assertThat(exists(thisMonth.plusMonths(ahead))).isTrue();
        }
        assertThat(exists(thisMonth.plusMonths(4))).isFalse();
    }

    @Test
    void a_start_and_the_task_make_what_is_missing() {
        drop(thisMonth.plusMonths(2));
        try (PostgresDatabase _ = PostgresDatabase.open(store.settings(2))) {
            assertThat(exists(thisMonth.plusMonths(2))).isTrue();
        }

        drop(thisMonth.plusMonths(3));
        new AuditPartitions(store.connections).run();

        assertThat(exists(thisMonth.plusMonths(3))).isTrue();
    }

    @Test
    void partitions_that_are_in_use_are_made_by_a_later_run() throws SQLException {
        drop(thisMonth.plusMonths(3));
        try (Connection reader = store.database.asSuperuser();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM audit_event LIMIT 1");

            new AuditPartitions(store.connections).atStart();

            assertThat(exists(thisMonth.plusMonths(3))).isFalse();
        }

        new AuditPartitions(store.connections).run();

        assertThat(exists(thisMonth.plusMonths(3))).isTrue();
    }

    @Test
    void the_last_moment_of_a_month_and_the_first_of_the_next_are_one_chain_in_two_partitions() {
        Instant midnight = start(thisMonth.plusMonths(1));
        try (ChainedAuditTrail trail = database.trail("node-1")) {
            record(trail, midnight.minusNanos(1000));
            record(trail, midnight);
            record(trail, midnight.minusNanos(2000));
        }

        assertThat(database.verify("node-1").records()).isEqualTo(3);
        assertThat(database.verify("node-1").intact()).isTrue();
        assertThat(rowsIn(partition(thisMonth))).isEqualTo(2);
        assertThat(rowsIn(partition(thisMonth.plusMonths(1)))).isEqualTo(1);
    }

    @Test
    void a_chain_goes_on_after_a_clock_that_jumped_far_ahead_and_back() {
        record("node-1", Instant.parse("2199-01-01T00:00:00Z"));
        record("node-1", Instant.parse("1999-01-01T00:00:00Z"));
        record("node-1", start(thisMonth));

        assertThat(rowsIn("audit_event_other")).isEqualTo(2);
        assertThat(database.verify("node-1").records()).isEqualTo(3);
        assertThat(database.verify("node-1").intact()).isTrue();
    }

    @Test
    void a_month_whose_records_came_before_its_partition_stays_without_one() {
        YearMonth later = thisMonth.plusMonths(2);
        drop(later);
        drop(thisMonth.plusMonths(3));
        record("node-1", start(later));

        new AuditPartitions(store.connections).run();

        assertThat(exists(later)).isFalse();
        assertThat(exists(thisMonth.plusMonths(3))).isTrue();
        record("node-1", start(later));
        assertThat(database.verify("node-1").records()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT FROM %s",
                "INSERT INTO %s SELECT * FROM audit_event",
                "UPDATE %s SET node = 'x'",
                "DELETE FROM %s",
                "TRUNCATE %s",
                "CREATE TABLE mine PARTITION OF audit_event FOR VALUES FROM ('1990-01-01') TO ('1991-01-01')",
                "ALTER TABLE audit_event DETACH PARTITION %s",
                "SELECT audit_event_month(now() + interval '1 year')",
                "SELECT audit_event_partition('mine', '')"
            })
    void the_service_reaches_partitions_through_the_log_only(String statement) throws SQLException {
        try (Connection app = store.database.asApp();
                Statement forbidden = app.createStatement()) {
            assertThatThrownBy(() -> forbidden.execute(statement.formatted(partition(thisMonth))))
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void even_a_role_that_may_read_a_partition_sees_no_row_there() throws SQLException {
        record("node-1", start(thisMonth));
        store.tamper("GRANT SELECT ON " + partition(thisMonth) + " TO strongroom_app");
        try (Connection app = store.database.asApp();
                Statement statement = app.createStatement()) {
            statement.execute("SET strongroom.tenant = '" + tenant + "'");
            statement.execute("SET strongroom.chain = 'node-1'");

            assertThat(statement.executeQuery("SELECT FROM " + partition(thisMonth)).next())
                    .isFalse();
            assertThat(statement.executeQuery("SELECT FROM audit_event").next()).isTrue();
        }
    }

    @Test
    void a_role_that_may_change_a_partition_is_refused() {
        store.tamper("GRANT DELETE ON " + partition(thisMonth) + " TO strongroom_app");

        assertThatThrownBy(() -> PostgresDatabase.open(store.settings(2)))
                .isInstanceOf(RoleException.class);
    }

    private void record(String node, Instant time) {
        try (ChainedAuditTrail trail = database.trail(node)) {
            record(trail, time);
        }
    }

    private void record(ChainedAuditTrail trail, Instant time) {
        AuditEvent event = Events.at(tenant, time);
        assertThat(trail.record(event, List.of(), null)).isTrue();
        assertThat(database.recorded(tenant)).extracting(RecordedEvent::event).contains(event);
    }

    private long rowsIn(String partition) {
        return database.number("SELECT count(*) FROM " + partition).orElseThrow();
    }

    private boolean exists(YearMonth month) {
        return database.number("SELECT 1 WHERE to_regclass(?) IS NOT NULL", partition(month))
                .isPresent();
    }

    private void drop(YearMonth month) {
        store.tamper("DROP TABLE " + partition(month));
    }

    private static String partition(YearMonth month) {
        return "audit_event_%d_%02d".formatted(month.getYear(), month.getMonthValue());
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
