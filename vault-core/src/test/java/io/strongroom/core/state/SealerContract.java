package io.strongroom.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Concurrently;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every sealer does.
public abstract class SealerContract {

    /// The sealer, with the key it always has.
    protected abstract Sealer sealer();

    @Test
    void a_seal_is_32_bytes_and_always_the_same() {
        Seal first = sealer().seal(row("a"));

        assertThat(first.value()).hasSize(32);
        assertThat(first.key()).isPositive();
        assertThat(sealer().seal(row("a"))).isEqualTo(first);
    }

    @Test
    void a_seal_belongs_to_its_row_only() {
        Seal seal = sealer().seal(row("a"));

        assertThat(matches(row("a"), seal)).isTrue();
        assertThat(matches(row("b"), seal)).isFalse();
        assertThat(matches(new byte[0], seal)).isFalse();
    }

    @Test
    void a_seal_with_a_flipped_bit_or_another_length_does_not_match() {
        Seal seal = sealer().seal(row("a"));
        byte[] flipped = seal.value();
        flipped[31] ^= 1;

        assertThat(matches(row("a"), new Seal(seal.key(), flipped))).isFalse();
        assertThat(matches(row("a"), new Seal(seal.key(), Arrays.copyOf(seal.value(), 31))))
                .isFalse();
        assertThat(matches(row("a"), new Seal(seal.key(), new byte[0]))).isFalse();
    }

    @Test
    void a_seal_by_a_key_that_the_hsm_does_not_have_does_not_match() {
        Seal seal = sealer().seal(row("a"));

        assertThat(matches(row("a"), new Seal(seal.key() + 1, seal.value()))).isFalse();
        assertThat(matches(row("a"), new Seal(0, seal.value()))).isFalse();
        assertThat(matches(row("a"), new Seal(-1, seal.value()))).isFalse();
    }

    @Test
    void a_derived_key_is_32_bytes_always_the_same_and_another_one_for_each_purpose() {
        byte[] first = sealer().derive("first");

        assertThat(first).hasSize(32).isEqualTo(sealer().derive("first"));
        assertThat(first).isNotEqualTo(sealer().derive("second"));
    }

    @Test
    void many_documents_are_sealed_and_compared_at_once_in_their_order() {
        List<byte[]> rows = IntStream.range(0, 100).mapToObj(i -> row("number " + i)).toList();

        List<Seal> seals = sealer().seal(rows);

        assertThat(seals).hasSize(100).doesNotHaveDuplicates();
        assertThat(seals.get(7)).isEqualTo(sealer().seal(rows.get(7)));
        List<SealedDocument> sealed =
                IntStream.range(0, 100)
                        .mapToObj(i -> new SealedDocument(rows.get(i), seals.get(i == 50 ? 51 : i)))
                        .toList();
        List<Boolean> expected = IntStream.range(0, 100).mapToObj(i -> i != 50).toList();
        assertThat(sealer().matches(sealed)).isEqualTo(expected);
    }

    @Test
    void nothing_at_all_is_sealed_and_compared() {
        assertThat(sealer().seal(List.of())).isEmpty();
        assertThat(sealer().matches(List.of())).isEmpty();
    }

    @Test
    void long_and_empty_rows_have_seals() {
        assertThat(sealer().seal(new byte[100_000]).value()).hasSize(32);
        assertThat(sealer().seal(new byte[0]).value()).hasSize(32);
    }

    @Test
    void many_threads_seal_at_once() {
        Seal expected = sealer().seal(row("a"));

        List<Seal> seals = Concurrently.run(200, _ -> sealer().seal(row("a")));

        assertThat(seals).allSatisfy(seal -> assertThat(seal).isEqualTo(expected));
    }

    private boolean matches(byte[] document, Seal seal) {
        return sealer().matches(List.of(new SealedDocument(document, seal))).getFirst();
    }

    private static byte[] row(String content) {
        return ("row " + content).getBytes(UTF_8);
    }
}
