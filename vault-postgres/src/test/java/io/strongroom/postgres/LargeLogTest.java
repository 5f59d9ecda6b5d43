package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// What a page of the log reads does not depend on how large the log is.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LargeLogTest {
    private static final int SMALL = 50_000;
    private static final int LARGE = 200_000;

    /// For ten events; blocks of 8 KB, with about 10 rows each.
    private static final long MOST_BLOCKS = 300;

    /// Of events that are found in other blocks.
    private static final long SPREAD = 100;

    /// For 5,000 rows.
    private static final long MOST_SCANNED_BLOCKS = 2000;

    private static final List<String> SEARCHES =
            List.of(
                    "",
                    "vault=vault-4",
                    "key=rare",
                    "key=key-31",
                    "key=none",
                    "secret=key-86",
                    "operation=KeySign",
                    "operation=KeyGet",
                    "caller=person-2",
                    "result=Success",
                    "result=Failure",
                    "result=KeyDisabled",
                    "caller=person-2&operation=KeyGet&result=Failure");

    private static final AuditDatabase DATABASE = AuditDatabase.create();
    private static HikariDataSource readers;
    private static Connections connections;

    @BeforeAll
    static void open() {
        readers = new HikariDataSource();
        readers.setMaximumPoolSize(1);
        readers.setDataSource(
                new RetryingDataSource(
                        DATABASE.connections().with(StatementLimits::set).with(AuditReaders::set),
                        new OutageLog(System::nanoTime)));
        connections = new Connections(readers, new OutageLog(System::nanoTime));
    }

    @AfterAll
    static void close() {
        readers.close();
    }

    @Order(1)
    @Test
    void the_blocks_that_a_page_reads_are_bounded_and_do_not_grow_with_the_log() {
        DATABASE.run(
                """
                DO $$ DECLARE part regclass; BEGIN
                    FOR part IN SELECT relid FROM pg_partition_tree('audit_event') WHERE isleaf LOOP
                        EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', part);
                    END LOOP;
                END $$
                """);
        LogCopies copies = new LogCopies(DATABASE);
        copies.add(1, SMALL);
        new AuditIndex(connections).run();
        Map<String, Long> small = blocks();

        copies.add(SMALL + 1, LARGE);
        new AuditIndex(connections).run();
        Map<String, Long> large = blocks();

        assertThat(small.values()).allMatch(blocks -> blocks < MOST_BLOCKS);
        assertThat(large.values()).allMatch(blocks -> blocks < MOST_BLOCKS);
        small.forEach((search, blocks) ->
                assertThat(large.get(search)).as(search).isLessThanOrEqualTo(blocks + SPREAD));
    }

    @Order(2)
    @Test
    void a_page_of_a_log_that_is_not_indexed_is_bounded_too() {
        DATABASE.run("UPDATE audit_index SET complete = '-infinity'");
        DATABASE.run("VACUUM ANALYZE");

        assertThat(blocks().values()).allMatch(blocks -> blocks < MOST_SCANNED_BLOCKS);
    }

    /// Blocks of the log and of its index that the first page of each search reads.
    private static Map<String, Long> blocks() {
        Map<String, Long> blocks = new TreeMap<>();
        for (String search : SEARCHES) {
            long before = read();
            LogCopies.page(connections, LogCopies.LARGE, LogCopies.query(search, 10, null));
            blocks.put(search, read() - before);
        }
        return blocks;
    }

    private static long read() {
        ask("SELECT 1 FROM pg_stat_force_next_flush()");
        return DATABASE.number(
                        """
                        SELECT sum(heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit
                            + coalesce(toast_blks_read + toast_blks_hit
                                + tidx_blks_read + tidx_blks_hit, 0))
                        FROM pg_statio_user_tables WHERE relname LIKE 'audit%'
                        """)
                .orElseThrow();
    }

    private static long ask(String query) {
        return connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query);
                    ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        });
    }
}
