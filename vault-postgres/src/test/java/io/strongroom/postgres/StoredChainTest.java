package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.audit.Verification;
import io.strongroom.core.identity.TenantId;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every edit that an administrator of the database makes in a chain is found.
class StoredChainTest {
    private static final int RECORDS = 20;
    private static AuditDatabase database;

    private static final TenantId TENANT = Events.freshTenant();
    private static final String NODE = "node-1";
    private static final String OTHER_NODE = "node-2";

    @BeforeAll
    static void record() {
        database = AuditDatabase.create();
        for (String node : List.of(NODE, OTHER_NODE)) {
            try (ChainedAuditTrail trail = database.trail(node)) {
                for (int i = 0; i < RECORDS; i++) {
                    trail.record(Events.signature(TENANT), List.of(), null);
                }
            }
        }
        database.run("CREATE TABLE untouched AS SELECT * FROM audit_event");
    }

    @BeforeEach
    void restore() {
        database.run("DELETE FROM audit_event");
        database.run("INSERT INTO audit_event SELECT * FROM untouched");
    }

    @Test
    void an_untouched_chain_is_intact() {
        Verification found = database.verify(NODE);

        assertThat(found.intact()).isTrue();
        assertThat(found.records()).isEqualTo(RECORDS);
        assertThat(found).hasToString("chain of node \"node-1\": 20 records intact");
    }

    @Test
    void a_chain_without_records_is_intact() {
        assertThat(database.verify("nobody").intact()).isTrue();
    }

    @Test
    void an_edited_record_is_found() {
        tamper("record = set_byte(record, 100, get_byte(record, 100) # 1)", 7);

        assertBrokenAt(7, "the hash does not match the record");
    }

    @Test
    void an_edited_record_with_its_hash_made_anew_is_found_at_the_next() {
        tamper(
                "record = overlay(record PLACING 'EE'::bytea FROM position('ES256'::bytea IN record))",
                7);
        tamper("hash = sha256(record)", 7);

        assertBrokenAt(8, "the record does not follow the previous one");
    }

    @Test
    void an_edited_hash_is_found() {
        tamper("hash = sha256(hash)", 7);

        assertBrokenAt(7, "the hash does not match the record");
    }

    @Test
    void a_deleted_record_is_found() {
        run("DELETE FROM audit_event WHERE node = ? AND sequence = 7");

        assertBrokenAt(8, "the previous row is 6");
    }

    @Test
    void a_beginning_cut_off_is_found() {
        run("DELETE FROM audit_event WHERE node = ? AND sequence <= 7");

        assertBrokenAt(8, "the previous row is 0");
    }

    @Test
    void a_middle_cut_out_and_closed_up_is_found() {
        run("DELETE FROM audit_event WHERE node = ? AND sequence BETWEEN 7 AND 11");
        run("UPDATE audit_event SET sequence = sequence - 5 WHERE node = ? AND sequence > 11");

        assertBrokenAt(7, "the record belongs to another place");
    }

    @Test
    void an_inserted_record_is_found() {
        run("UPDATE audit_event SET sequence = sequence + 1000 WHERE node = ? AND sequence >= 7");
        run("UPDATE audit_event SET sequence = sequence - 999 WHERE node = ? AND sequence >= 7");
        copy(6, 7);

        assertBrokenAt(7, "the record belongs to another place");
    }

    @Test
    void a_record_appended_without_its_hash_is_found() {
        copy(RECORDS, RECORDS + 1);

        assertBrokenAt(RECORDS + 1, "the record belongs to another place");
    }

    @Test
    void two_records_that_changed_places_are_found() {
        run("UPDATE audit_event SET sequence = 1000 WHERE node = ? AND sequence = 7");
        run("UPDATE audit_event SET sequence = 7 WHERE node = ? AND sequence = 8");
        run("UPDATE audit_event SET sequence = 8 WHERE node = ? AND sequence = 1000");

        assertBrokenAt(7, "the record belongs to another place");
    }

    @Test
    void a_record_of_another_chain_is_found() {
        run("DELETE FROM audit_event WHERE node = ? AND sequence = 7");
        database.run(
                "UPDATE audit_event SET node = ? WHERE node = ? AND sequence = 7",
                NODE,
                OTHER_NODE);

        assertBrokenAt(7, "the record belongs to another place");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant_id = gen_random_uuid()",
                "time = time + interval '1 microsecond'",
                "time = 'infinity'",
                "operation = 'KeyGet'",
                "vault = 'other'",
                "vault = NULL",
                "collection = 'secrets'",
                "object = 'other'",
                "principal = 'other'",
                "application = 'else'",
                "principal = application, application = principal",
                "vault = object, object = vault",
                "succeeded = NOT succeeded",
                "signature = 'Forbidden'"
            })
    void a_column_that_says_something_else_is_found(String edit) {
        tamper(edit, 7);

        assertBrokenAt(7, "the columns differ from the record");
    }

    private void assertBrokenAt(long sequence, String reason) {
        Verification found = database.verify(NODE);
        assertThat(found.intact()).isFalse();
        assertThat(found.breach()).isEqualTo(new Verification.Breach(sequence, reason));
        assertThat(found.lastSequence()).isEqualTo(found.records());
    }

    private void tamper(String edit, int sequence) {
        assertThat(
                        run(
                                "UPDATE audit_event SET "
                                        + edit
                                        + " WHERE node = ? AND sequence = "
                                        + sequence))
                .isEqualTo(1);
    }

    private void copy(int from, int to) {
        run(
                """
                INSERT INTO audit_event
                SELECT node, %d, tenant_id, time, operation, vault, collection, object, principal,
                    application, succeeded, signature, record, hash
                FROM audit_event WHERE node = ? AND sequence = %d
                """
                        .formatted(to, from));
    }

    private int run(String sql) {
        return database.run(sql, NODE);
    }
}
