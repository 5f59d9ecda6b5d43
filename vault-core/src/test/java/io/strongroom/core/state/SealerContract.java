package io.strongroom.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Together;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every sealer does.
public abstract class SealerContract {

    /// The sealer, with the key it always has.
    protected abstract Sealer sealer();

    @Test
    void a_seal_is_32_bytes_and_always_the_same() {
        byte[] first = sealer().seal(row("a"));

        assertThat(first).hasSize(32);
        assertThat(sealer().seal(row("a"))).isEqualTo(first);
    }

    @Test
    void a_seal_belongs_to_its_row_only() {
        byte[] seal = sealer().seal(row("a"));

        assertThat(sealer().matches(row("a"), seal)).isTrue();
        assertThat(sealer().matches(row("b"), seal)).isFalse();
        assertThat(sealer().matches(new byte[0], seal)).isFalse();
    }

    @Test
    void a_seal_with_a_flipped_bit_or_another_length_does_not_match() {
        byte[] seal = sealer().seal(row("a"));
        byte[] flipped = seal.clone();
        flipped[31] ^= 1;

        assertThat(sealer().matches(row("a"), flipped)).isFalse();
        assertThat(sealer().matches(row("a"), Arrays.copyOf(seal, 31))).isFalse();
        assertThat(sealer().matches(row("a"), new byte[0])).isFalse();
    }

    @Test
    void long_and_empty_rows_have_seals() {
        assertThat(sealer().seal(new byte[100_000])).hasSize(32);
        assertThat(sealer().seal(new byte[0])).hasSize(32);
    }

    @Test
    void many_threads_seal_at_once() {
        byte[] expected = sealer().seal(row("a"));

        List<byte[]> seals = Together.run(200, _ -> sealer().seal(row("a")));

        assertThat(seals).allSatisfy(seal -> assertThat(seal).isEqualTo(expected));
    }

    private static byte[] row(String content) {
        return ("row " + content).getBytes(UTF_8);
    }
}
