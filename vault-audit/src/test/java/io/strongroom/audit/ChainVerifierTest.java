package io.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every edit of a stored chain is found. The same edits in SQL are in `StoredChainTest` of
/// `vault-postgres`.
class ChainVerifierTest {
    private static final int RECORDS = 20;

    private final List<ChainRecord> chain = chain("node-1");

    @Test
    void an_untouched_chain_is_intact() {
        Verification found = verified();

        assertThat(found.intact()).isTrue();
        assertThat(found.records()).isEqualTo(RECORDS);
        assertThat(found).hasToString("chain of node \"node-1\": 20 records intact");
    }

    @Test
    void a_chain_without_records_is_intact() {
        chain.clear();

        assertThat(verified().intact()).isTrue();
    }

    @Test
    void a_part_of_a_chain_is_verified_from_where_it_begins() {
        ChainVerifier verifier = ChainVerifier.fromAnywhere("node-1");

        chain.subList(7, RECORDS).forEach(verifier::accept);

        assertThat(verifier.result().intact()).isTrue();
        assertThat(verifier.result().records()).isEqualTo(RECORDS - 7);
    }

    @Test
    void an_edited_record_is_found() {
        byte[] edited = at(7).record().clone();
        edited[100] ^= 1;
        replace(7, row -> with(row, edited, row.hash()));

        assertBrokenAt(7, "the hash does not match the record");
    }

    @Test
    void an_edited_record_with_a_new_hash_is_found_at_the_next() {
        byte[] edited = at(7).record().clone();
        edited[edited.length - 1] ^= 1; // the last character of a detail
        replace(7, row -> with(row, edited, RecordEncoding.hash(edited)));

        assertBrokenAt(8, "the record does not follow the previous one");
    }

    @Test
    void an_edited_hash_is_found() {
        replace(7, row -> with(row, row.record(), RecordEncoding.hash(row.hash())));

        assertBrokenAt(7, "the hash does not match the record");
    }

    @Test
    void a_deleted_record_is_found() {
        chain.remove(6);

        assertBrokenAt(8, "the previous row is 6");
    }

    @Test
    void a_deleted_beginning_is_found() {
        chain.subList(0, 7).clear();

        assertBrokenAt(8, "the previous row is 0");
    }

    @Test
    void a_record_at_another_place_is_found() {
        Collections.swap(chain, 6, 7);
        replace(7, row -> moved(row, "node-1", 7));
        replace(8, row -> moved(row, "node-1", 8));

        assertBrokenAt(7, "the record belongs to another place");
    }

    @Test
    void a_record_of_another_chain_is_found() {
        replace(7, _ -> moved(chain("node-2").get(6), "node-1", 7));

        assertBrokenAt(7, "the record belongs to another place");
    }

    @Test
    void a_row_of_another_chain_is_found() {
        replace(7, row -> moved(row, "node-2", 7));

        assertBrokenAt(7, "the row belongs to the chain of node \"node-2\"");
    }

    @Test
    void bytes_that_are_not_a_record_are_found() {
        byte[] nonsense = {9};
        replace(7, row -> with(row, nonsense, RecordEncoding.hash(nonsense)));

        assertBrokenAt(7, "malformed record: format 9");
    }

    static Stream<UnaryOperator<RecordColumns>> edits() {
        return Stream.of(
                c -> columns(c, "KeyGet", c.vault(), c.object(), c.succeeded()),
                c -> columns(c, c.operation(), "other", c.object(), c.succeeded()),
                c -> columns(c, c.operation(), c.vault(), "other", c.succeeded()),
                c -> columns(c, c.operation(), c.object(), c.vault(), c.succeeded()),
                c -> columns(c, c.operation(), c.vault(), c.object(), !c.succeeded()));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void columns_that_differ_from_their_record_are_found(UnaryOperator<RecordColumns> edit) {
        replace(
                7,
                row ->
                        new ChainRecord(
                                row.node(),
                                row.sequence(),
                                edit.apply(row.columns()),
                                row.record(),
                                row.hash()));

        assertBrokenAt(7, "the columns differ from the record");
    }

    private static List<ChainRecord> chain(String node) {
        InMemoryChains chains = new InMemoryChains();
        try (ChainedAuditTrail trail = chains.trail(node)) {
            for (int i = 0; i < RECORDS; i++) {
                trail.record(Events.signature(Events.CONTOSO), List.of(), null);
            }
        }
        return new ArrayList<>(chains.chain(node));
    }

    private ChainRecord at(int sequence) {
        return chain.get(sequence - 1);
    }

    private void replace(int sequence, UnaryOperator<ChainRecord> edit) {
        chain.set(sequence - 1, edit.apply(at(sequence)));
    }

    private static ChainRecord with(ChainRecord row, byte[] record, byte[] hash) {
        return new ChainRecord(row.node(), row.sequence(), row.columns(), record, hash);
    }

    private static ChainRecord moved(ChainRecord row, String node, long sequence) {
        return new ChainRecord(node, sequence, row.columns(), row.record(), row.hash());
    }

    private static RecordColumns columns(
            RecordColumns row,
            String operation,
            @Nullable String vault,
            @Nullable String object,
            boolean succeeded) {
        return new RecordColumns(
                row.tenant(),
                row.time(),
                operation,
                vault,
                row.collection(),
                object,
                row.principal(),
                row.application(),
                succeeded,
                row.signature());
    }

    private Verification verified() {
        ChainVerifier verifier = ChainVerifier.fromStart("node-1");
        chain.forEach(verifier::accept);
        return verifier.result();
    }

    private void assertBrokenAt(long sequence, String reason) {
        assertThat(verified().intact()).isFalse();
        assertThat(verified().breach()).isEqualTo(new Verification.Breach(sequence, reason));
        assertThat(verified().lastSequence()).isEqualTo(verified().records());
    }
}
