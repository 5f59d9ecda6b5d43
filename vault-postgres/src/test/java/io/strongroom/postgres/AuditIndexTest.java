package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.strongroom.core.identity.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Searches of a log that is indexed, partly indexed, or not at all.
class AuditIndexTest {
    private static final int ROWS = 20_000;
    private static AuditDatabase database;
    private static LogCopies copies;
    private static HikariDataSource readers;
    private static Connections connections;

    @BeforeAll
    static void fill() {
        database = AuditDatabase.create();
        copies = new LogCopies(database);
        copies.add(1, ROWS);
        readers = new HikariDataSource();
        readers.setMaximumPoolSize(2);
        readers.setDataSource(
                new RetryingDataSource(
                        database.connections().with(StatementLimits::set).with(AuditReaders::set),
                        new OutageLog(System::nanoTime)));
        connections = new Connections(readers, new OutageLog(System::nanoTime));
    }

    @AfterAll
    static void close() {
        readers.close();
    }

    @BeforeEach
    void forgetIndex() {
        database.run("TRUNCATE audit_posting, audit_indexed");
        database.run("UPDATE audit_index SET complete = '-infinity'");
    }

    static Stream<Arguments> searches() {
        return Stream.of(
                Arguments.of("", "true"),
                Arguments.of("vault=Vault-4", "vault = 'vault-4'"),
                Arguments.of("key=rare", "object = 'rare'"),
                Arguments.of("key=key-31", "collection = 'keys' AND object = 'key-31'"),
                Arguments.of("secret=key-86", "collection = 'secrets' AND object = 'key-86'"),
                Arguments.of("key=none", "false"),
                Arguments.of("operation=KeyGet", "operation = 'KeyGet'"),
                Arguments.of("caller=person-2", "principal = 'person-2'"),
                Arguments.of("caller=App-1", "application = 'App-1'"),
                Arguments.of("caller=app-1", "false"),
                Arguments.of("result=Failure", "NOT succeeded"),
                Arguments.of("result=KeyDisabled", "signature = 'KeyDisabled'"),
                Arguments.of(
                        "operation=KeyGet&caller=person-0&result=Success",
                        "operation = 'KeyGet' AND principal = 'person-0' AND succeeded"),
                Arguments.of(
                        "vault=vault-4&result=Failure", "vault = 'vault-4' AND NOT succeeded"));
    }

    @ParameterizedTest
    @MethodSource("searches")
    void pages_of_an_indexed_log_hold_exactly_what_matches(String filters, String condition) {
        index();

        assertFound(filters, condition);
    }

    @ParameterizedTest
    @MethodSource("searches")
    void pages_of_a_log_without_index_hold_the_same(String filters, String condition) {
        assertFound(filters, condition);
    }

    @ParameterizedTest
    @MethodSource("searches")
    void records_that_are_not_indexed_yet_are_found_too(String filters, String condition) {
        withoutNewest(AuditIndexTest::index);

        assertFound(filters, condition);
    }

    /// Does something before the newest records are stored.
    private static void withoutNewest(Runnable work) {
        database.run(
                "CREATE TABLE newest AS SELECT * FROM audit_event WHERE sequence > CASE node WHEN 'node-0' THEN 8500 ELSE 9300 END");
        database.run(
                "DELETE FROM audit_event WHERE sequence > CASE node WHEN 'node-0' THEN 8500 ELSE 9300 END");
        work.run();
        database.run("INSERT INTO audit_event SELECT * FROM newest");
        database.run("DROP TABLE newest");
        assertThat(indexed("node-0")).isEqualTo(8500);
    }

    private void assertFound(String filters, String condition) {
        for (TenantId tenant : List.of(LogCopies.LARGE, LogCopies.SMALL)) {
            List<String> expected = copies.places(tenant, condition);

            assertThat(all(tenant, filters, 1000)).isEqualTo(expected);
            assertThat(first(tenant, filters, 7))
                    .isEqualTo(expected.subList(0, Math.min(7, expected.size())));
        }
    }

    @Test
    void a_second_run_adds_nothing() {
        index();
        long postings = count("audit_posting");

        index();

        assertThat(count("audit_posting")).isEqualTo(postings).isPositive();
        assertThat(indexed("node-0")).isEqualTo(ROWS / 2);
    }

    @Test
    void few_new_records_wait_for_an_hour() {
        index();
        database.run("UPDATE audit_indexed SET sequence = sequence - 2047");
        index();
        assertThat(indexed("node-0")).isEqualTo(ROWS / 2 - 2047);

        database.run("UPDATE audit_indexed SET changed = now() - interval '1 hour'");
        index();

        assertThat(indexed("node-0")).isEqualTo(ROWS / 2);
    }

    @Test
    void a_stopped_index_is_not_asked() {
        index();
        database.run("DELETE FROM audit_posting");
        assertThat(all(LogCopies.LARGE, "key=rare", 1000)).isEmpty();

        database.run("UPDATE audit_index SET complete = now() - interval '61 seconds'");

        assertThat(all(LogCopies.LARGE, "key=rare", 1000))
                .isEqualTo(copies.places(LogCopies.LARGE, "object = 'rare'"))
                .isNotEmpty();
    }

    @Test
    void a_row_whose_time_was_edited_stops_neither_index_nor_search() {
        for (String time : List.of("infinity", "-infinity", "294276-12-31 23:59:59.999999+00")) {
            int edited =
                    database.run(
                            "UPDATE audit_event SET time = ?::timestamptz WHERE node = 'node-0' AND sequence = 9000",
                            time);
            assertThat(edited).isEqualTo(1);
            forgetIndex();
            index();
            assertThat(all(LogCopies.LARGE, "key=rare", 1000)).isNotEmpty();
            database.run("UPDATE audit_indexed SET sequence = sequence - 2000");
            assertThat(all(LogCopies.LARGE, "key=rare", 1000)).isNotEmpty();
        }
        database.run(
                "UPDATE audit_event SET time = date_trunc('month', now(), 'UTC') + interval '1 month' WHERE node = 'node-0' AND sequence = 9000");
    }

    @Test
    void a_tenant_sees_only_its_own_postings() throws SQLException {
        index();
        try (Connection app = database.database().asApp();
                Statement statement = app.createStatement()) {
            statement.execute("SET strongroom.tenant = '" + LogCopies.SMALL + "'");

            assertThat(
                            statement
                                    .executeQuery(
                                            "SELECT FROM audit_posting WHERE tenant_id <> '%s'"
                                                    .formatted(LogCopies.SMALL))
                                    .next())
                    .isFalse();
            assertThat(statement.executeQuery("SELECT FROM audit_posting").next()).isTrue();
            assertThatThrownBy(() -> statement.execute("DELETE FROM audit_posting"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void a_run_that_another_has_overtaken_stores_nothing_twice() {
        index();
        long postings = count("audit_posting");
        forgetIndex();
        List<AuditIndex> both = List.of(new AuditIndex(connections), new AuditIndex(connections));

        both.parallelStream().forEach(AuditIndex::run);

        assertThat(count("audit_posting")).isEqualTo(postings);
        assertThat(indexed("node-0")).isEqualTo(ROWS / 2);
        assertThat(indexed("node-1")).isEqualTo(ROWS / 2);
    }

    private static void index() {
        new AuditIndex(connections).run();
    }

    private static long indexed(String node) {
        return database.number("SELECT sequence FROM audit_indexed WHERE node = ?", node)
                .orElseThrow();
    }

    private static long count(String table) {
        return database.number("SELECT count(*) FROM " + table).orElseThrow();
    }

    private static List<String> all(TenantId tenant, String filters, int limit) {
        return found(tenant, filters, limit, Integer.MAX_VALUE);
    }

    private static List<String> first(TenantId tenant, String filters, int limit) {
        List<String> found = found(tenant, filters, limit, limit);
        return found.subList(0, Math.min(limit, found.size()));
    }

    /// The places of pages, until there are enough of them.
    private static List<String> found(TenantId tenant, String filters, int limit, int enough) {
        List<String> places = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            AuditPages.Found page =
                    LogCopies.page(connections, tenant, LogCopies.query(filters, limit, cursor));
            page.rows().forEach(row -> places.add(row.node() + '/' + row.sequence()));
            cursor = page.next() == null ? null : Cursor.encode(page.next().toString());
        } while (cursor != null && places.size() < enough);
        return places;
    }
}
