package io.strongroom.pkcs11.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CbcPaddingTest {

    @Test
    void each_byte_of_a_padding_is_its_length() {
        assertThat(CbcPadding.padded(new byte[] {9, 9}))
                .containsExactly(9, 9, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14);
        assertThat(CbcPadding.padded(new byte[16])).hasSize(32).endsWith(16, 16, 16);
    }

    @Test
    void every_padding_comes_off() {
        IntStream.rangeClosed(0, 48)
                .forEach(length -> {
                    byte[] plaintext = new byte[length];
                    Arrays.fill(plaintext, (byte) 0x5a);
                    assertThat(CbcPadding.removed(CbcPadding.padded(plaintext)))
                            .hasValue(plaintext);
                });
    }

    @Test
    void a_byte_of_a_padding_that_differs_makes_it_invalid() {
        for (int count = 2; count <= 16; count++) {
            for (int at = 2; at <= count; at++) {
                byte[] blocks = new byte[32];
                Arrays.fill(blocks, 32 - count, 32, (byte) count);
                blocks[32 - at] ^= 1;
                assertThat(CbcPadding.removed(blocks)).isEmpty();
            }
        }
    }

    @Test
    void no_padding_has_0_or_more_than_16_bytes() {
        for (int count = 17; count <= 256; count++) {
            byte[] blocks = new byte[32];
            Arrays.fill(blocks, (byte) count);
            assertThat(CbcPadding.removed(blocks)).isEmpty();
        }
    }

    @Test
    void the_blocks_are_wiped() {
        byte[] blocks = CbcPadding.padded(new byte[] {1, 2, 3});

        CbcPadding.removed(blocks);

        assertThat(blocks).containsOnly(0);
    }
}
