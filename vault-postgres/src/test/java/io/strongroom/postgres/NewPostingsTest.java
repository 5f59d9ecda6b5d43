package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.strongroom.audit.ChainRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Postings that a node gathers while it stores records, held against those that are made of the
/// stored records.
class NewPostingsTest {
    private static final String NODE = "node-0";
    private static final int ROWS = 10_000;
    private static final int BATCH = 50;

    private static AuditDatabase database;
    private static HikariDataSource pool;
    private static Connections connections;
    private static List<ChainRecord> records;
    private static Map<String, NavigableSet<Long>> expected;

    private NewPostings postings;

    @BeforeAll
    static void fill() {
        database = AuditDatabase.create();
        new LogCopies(database).add(1, 2 * ROWS);
        database.run("DELETE FROM audit_event WHERE node <> ?", NODE);
        pool = new HikariDataSource();
        pool.setMaximumPoolSize(2);
        pool.setDataSource(
                new RetryingDataSource(database.connections(), new OutageLog(System::nanoTime)));
        connections = new Connections(pool, new OutageLog(System::nanoTime));
        records = new StoredChains(connections).after(NODE, 0, ROWS);
        new AuditIndex(connections).catchUp();
        expected = times();
        assertThat(records).hasSize(ROWS);
        assertThat(expected).hasSizeGreaterThan(500);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @BeforeEach
    void forgetIndex() {
        database.run("TRUNCATE audit_posting, audit_indexed");
        postings = new NewPostings(connections);
    }

    @Test
    void records_are_indexed_as_they_are_stored() {
        add(1, ROWS);

        postings.store();

        assertThat(indexed()).isEqualTo(ROWS);
        assertThat(times()).isEqualTo(expected);
    }

    @Test
    void postings_are_stored_again_and_again() {
        for (int i = 0; i < 4; i++) {
            add(i * ROWS / 4 + 1, (i + 1) * ROWS / 4);
            postings.store();
            assertThat(indexed()).isEqualTo((i + 1) * ROWS / 4);
        }

        assertThat(times()).isEqualTo(expected);
    }

    @Test
    void few_records_wait_for_more() {
        add(1, 2047);
        postings.store();
        assertThat(times()).isEmpty();

        add(2048, 2048);
        postings.store();

        assertThat(indexed()).isEqualTo(2048);
    }

    @Test
    void records_that_an_earlier_process_left_are_indexed_first() {
        add(6001, ROWS);

        postings.store();

        assertThat(indexed()).isEqualTo(ROWS);
        assertThat(times()).isEqualTo(expected);
    }

    @Test
    void records_that_were_in_doubt_are_indexed_too() {
        add(1, 4000);
        add(4101, ROWS);

        postings.store();

        assertThat(indexed()).isEqualTo(ROWS);
        assertThat(times()).isEqualTo(expected);
    }

    @Test
    void records_that_are_missing_do_not_stop_the_index() {
        List<ChainRecord> missing = records.subList(5000, 5010);
        database.run(
                "CREATE TABLE missing AS SELECT * FROM audit_event WHERE sequence > 5000 AND sequence <= ?",
                5000 + missing.size());
        database.run("DELETE FROM audit_event WHERE sequence IN (SELECT sequence FROM missing)");
        add(7001, ROWS);

        postings.store();

        assertThat(indexed()).isEqualTo(ROWS);
        database.run("INSERT INTO audit_event SELECT * FROM missing");
        database.run("DROP TABLE missing");
    }

    @Test
    void what_the_task_has_indexed_meanwhile_is_not_indexed_twice() {
        add(1, 5000);
        new AuditIndex(connections).catchUp();
        long rows = rows();

        postings.store();

        assertThat(rows()).isEqualTo(rows);
        assertThat(times()).isEqualTo(expected);
    }

    @Test
    void memory_is_bounded_while_nothing_is_stored() {
        for (int i = 0; i < 13; i++) {
            for (int first = 0; first < ROWS; first += BATCH) {
                postings.add(moved(first, (long) i * ROWS));
            }
        }
        assertThat(postings.gathered()).isEqualTo(13 * ROWS);

        for (int first = 0; first < ROWS; first += BATCH) {
            postings.add(moved(first, 13L * ROWS));
        }

        assertThat(postings.gathered()).isLessThan(ROWS);
    }

    private static List<ChainRecord> moved(int first, long distance) {
        return records.subList(first, first + BATCH).stream()
                .map(row ->
                        new ChainRecord(
                                row.node(),
                                row.sequence() + distance,
                                row.columns(),
                                row.record(),
                                row.hash()))
                .toList();
    }

    /// Adds the records of numbers from the first to the last.
    private void add(int first, int last) {
        for (int start = first - 1; start < last; start += BATCH) {
            postings.add(records.subList(start, Math.min(last, start + BATCH)));
        }
    }

    private static long indexed() {
        return database.number("SELECT sequence FROM audit_indexed WHERE node = ?", NODE)
                .orElseThrow();
    }

    private static long rows() {
        return database.number("SELECT count(*) FROM audit_posting").orElseThrow();
    }

    /// The times of each term of each tenant.
    private static Map<String, NavigableSet<Long>> times() {
        Map<String, NavigableSet<Long>> times = new HashMap<>();
        try (Connection connection = database.database().asSuperuser();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT tenant_id || '/' || term, times FROM audit_posting");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                NavigableSet<Long> all =
                        times.computeIfAbsent(rows.getString(1), _ -> new TreeSet<>());
                PostingTimes.decode(rows.getBytes(2), all::add);
            }
            return times;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
