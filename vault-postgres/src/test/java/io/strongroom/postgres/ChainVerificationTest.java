package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.BrokenChain;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.core.SettableClock;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.TenantId;
import io.strongroom.postgres.ChainVerification.Pace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The background task finds what an administrator of the database did to the log.
class ChainVerificationTest {
    private static final Duration PASS = Duration.ofMinutes(10);
    private static final PostgresStore STORE = new PostgresStore();
    private static final AuditDatabase LOG = new AuditDatabase(STORE.database);

    private final String node = "node-" + UUID.randomUUID();
    private final TenantId tenant = Events.freshTenant();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final List<BrokenChain> alarms = new ArrayList<>();
    private long stored;
    private final ChainVerification task = task(1000);

    @AfterAll
    static void close() {
        STORE.close();
    }

    @BeforeEach
    void empty() {
        STORE.tamper("DELETE FROM audit_event");
        STORE.tamper("DELETE FROM audit_verification");
        record(20);
        task.run();
        assertThat(task.records()).isEqualTo(20);
    }

    @Test
    void an_intact_chain_raises_nothing_pass_after_pass() {
        for (int pass = 0; pass < 3; pass++) {
            clock.advance(PASS);
            task.run();
        }

        assertThat(alarms).isEmpty();
        assertThat(task.breaches()).isZero();
        assertThat(task.records()).isEqualTo(4 * 20);
    }

    @ParameterizedTest
    @CsvSource({"0, 30", "1, 29", "26, 4", "27, 3", "28, 3", "1000, 3"})
    void a_node_that_stores_records_verifies_fewer(long now, long verified) {
        record(100);
        ChainVerification busy = task(30);
        stored = now;

        busy.run();
        assertThat(busy.records()).isEqualTo(verified);
        busy.run();

        assertThat(busy.records()).isEqualTo(verified + 30);
    }

    @Test
    void a_run_verifies_no_more_than_its_pace_and_the_next_one_goes_on() {
        record(100);
        ChainVerification slow = task(30);

        slow.run();
        assertThat(slow.records()).isEqualTo(30);
        for (int run = 0; run < 3; run++) {
            slow.run();
        }
        assertThat(slow.records()).isEqualTo(100);
        slow.run();

        assertThat(slow.records()).isEqualTo(100);
        assertThat(alarms).isEmpty();
    }

    @Test
    void another_node_goes_on_where_one_has_stopped() {
        record(5);
        ChainVerification other = task(1000);

        other.run();

        assertThat(other.records()).isEqualTo(5);
        assertThat(alarms).isEmpty();
    }

    @Test
    void a_forged_record_with_its_hash_made_anew_is_found() {
        forge(7);

        assertFoundInNextPass(8, "the record does not follow the previous one");
    }

    @Test
    void a_forged_newest_record_is_found_at_once() {
        forge(20);

        assertFoundAtOnce(20, "the record is not the one that was verified before");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record = set_byte(record, 150, 88)",
                "hash = sha256('')",
                "object = 'other'",
                "vault = 'other'",
                "operation = 'KeyGet'",
                "collection = 'secrets'",
                "succeeded = false",
                "principal = 'other'",
                "tenant_id = '99999999-9999-4999-8999-999999999999'",
                "time = '2026-01-01T00:00:00Z'"
            })
    void an_edited_row_is_found(String edit) {
        STORE.tamper(
                "UPDATE audit_event SET %s WHERE node = ? AND sequence = 7".formatted(edit), node);

        assertFoundInNextPass(7, "");
        assertThat(alarms.getFirst().tenants()).contains(tenant);
    }

    @Test
    void a_deleted_record_is_found() {
        delete("sequence = 7");

        assertFoundInNextPass(8, "the previous row is 6");
    }

    @Test
    void deleted_first_records_are_found() {
        delete("sequence <= 7");

        assertFoundInNextPass(8, "the previous row is 0");
    }

    @Test
    void an_inserted_record_is_found() {
        STORE.tamper(
                "UPDATE audit_event SET sequence = sequence + 100 WHERE node = ? AND sequence > 7",
                node);
        STORE.tamper(
                "UPDATE audit_event SET sequence = sequence - 99 WHERE node = ? AND sequence > 100",
                node);

        task.run();

        assertThat(alarms).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 30})
    void a_cut_end_is_found_however_much_was_written_since(int written) {
        delete("sequence > 15");
        record(written);

        assertFoundAtOnce(20, written < 5 ? "is missing" : "is not the one that was verified");
    }

    @Test
    void a_cut_end_is_found_after_a_restart() {
        delete("sequence > 15");
        record(30);

        task(1000).run();

        assertThat(alarms).extracting(BrokenChain::sequence).containsExactly(20L);
    }

    @Test
    void a_chain_that_was_removed_is_found() {
        delete("true");

        assertFoundAtOnce(20, "is missing");
    }

    @Test
    void a_chain_that_was_written_anew_is_found() {
        delete("true");
        record(25);

        assertFoundAtOnce(20, "is not the one that was verified");
    }

    @Test
    void the_node_that_verified_does_not_believe_an_edited_memory() {
        delete("true");
        record(25);
        STORE.tamper(
                """
                UPDATE audit_verification SET hash = (
                    SELECT e.hash FROM audit_event e
                    WHERE e.node = audit_verification.node AND e.sequence = 20)
                """);

        assertFoundAtOnce(20, "is not the one that was verified");
    }

    @Test
    void a_removed_memory_does_not_hide_a_cut() {
        STORE.tamper("DELETE FROM audit_verification");
        delete("sequence > 15");

        assertFoundAtOnce(20, "is missing");
    }

    @Test
    void each_pass_raises_the_alarm_again_and_all_of_its_breaches() {
        delete("sequence = 7");
        forge(12);

        clock.advance(PASS);
        task.run();
        task.run();
        assertThat(alarms).extracting(BrokenChain::sequence).containsExactly(8L, 13L);

        clock.advance(PASS);
        task.run();
        assertThat(alarms).extracting(BrokenChain::sequence).containsExactly(8L, 13L, 8L, 13L);
        assertThat(task.breaches()).isEqualTo(4);
    }

    @Test
    void many_breaches_are_counted_and_the_first_ten_of_a_run_raise_the_alarm() {
        STORE.tamper("UPDATE audit_event SET hash = sha256('') WHERE node = ?", node);

        clock.advance(PASS);
        task.run();

        assertThat(alarms).hasSize(10);
        assertThat(task.breaches()).isGreaterThan(20);
    }

    @Test
    void chains_of_all_nodes_are_verified() {
        try (ChainedAuditTrail other = LOG.trail("other")) {
            for (int i = 0; i < 3; i++) {
                other.record(Events.signature(tenant), List.of(), null);
            }
        }
        task.run();
        STORE.tamper("DELETE FROM audit_event WHERE node = 'other' AND sequence = 2");

        clock.advance(PASS);
        task.run();

        assertThat(alarms).extracting(BrokenChain::node).containsExactly("other");
    }

    private ChainVerification task(int records) {
        return new ChainVerification(
                STORE.connections,
                alarms::add,
                new Pace(records, records / 10, PASS),
                () -> stored,
                clock);
    }

    private void record(int count) {
        try (ChainedAuditTrail trail = LOG.trail(node)) {
            for (int i = 0; i < count; i++) {
                trail.record(Events.signature(tenant), List.of(), null);
            }
        }
    }

    private void delete(String condition) {
        assertThat(
                        STORE.tamper(
                                "DELETE FROM audit_event WHERE node = ? AND %s"
                                        .formatted(condition),
                                node))
                .isPositive();
    }

    /// Another caller than the one who signed, and a hash that matches.
    private void forge(long sequence) {
        String caller = Events.caller(tenant).principal().value();
        String other = "66666666-6666-4666-8666-666666666666";
        assertThat(
                        STORE.tamper(
                                """
                                UPDATE audit_event SET principal = ?,
                                    record = replace(record::text, ?, ?)::bytea
                                WHERE node = ? AND sequence = ?
                                """,
                                other,
                                hex(caller),
                                hex(other),
                                node,
                                sequence))
                .isEqualTo(1);
        STORE.tamper(
                "UPDATE audit_event SET hash = sha256(record) WHERE node = ? AND sequence = ?",
                node,
                sequence);
        List<RecordedEvent> all = LOG.recorded(tenant);
        assertThat(all)
                .filteredOn(recorded -> recorded.sequence() == sequence)
                .extracting(recorded -> String.valueOf(recorded.event().caller()))
                .first()
                .asString()
                .contains(other);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void assertFoundInNextPass(long sequence, String reason) {
        task.run();
        assertThat(alarms).isEmpty();

        clock.advance(PASS);
        task.run();

        assertThat(alarms).isNotEmpty();
        assertThat(alarms.getFirst().node()).isEqualTo(node);
        assertThat(alarms.getFirst().sequence()).isEqualTo(sequence);
        assertThat(alarms.getFirst().reason()).contains(reason);
    }

    private void assertFoundAtOnce(long sequence, String reason) {
        task.run();

        assertThat(alarms).isNotEmpty();
        assertThat(alarms.getFirst().node()).isEqualTo(node);
        assertThat(alarms.getFirst().sequence()).isEqualTo(sequence);
        assertThat(alarms.getFirst().reason()).contains(reason);
    }
}
