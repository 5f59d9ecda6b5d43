package io.strongroom.pkcs11.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Encodings that are written as RFC 8017 §7.2.1 says: `00 02`, the padding, `00`, the message.
class Pkcs1DecodingTest {
    private static final int MODULUS_BYTES = 256;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 244, 245})
    void what_is_encoded_is_decoded(int length) {
        byte[] message = new byte[length];
        Arrays.fill(message, (byte) 0x5a);

        assertThat(Pkcs1Decoding.decode(encoded(message), MODULUS_BYTES)).hasValue(message);
    }

    @Test
    void a_message_may_be_zeros() {
        assertThat(Pkcs1Decoding.decode(encoded(new byte[9]), MODULUS_BYTES)).hasValue(new byte[9]);
    }

    @Test
    void leading_zeros_may_be_left_out() {
        byte[] block = encoded(new byte[] {1, 2});

        assertThat(Pkcs1Decoding.decode(Arrays.copyOfRange(block, 1, 256), MODULUS_BYTES))
                .hasValue(new byte[] {1, 2});
    }

    @Test
    void the_block_is_wiped() {
        byte[] block = encoded(new byte[] {1, 2});

        Pkcs1Decoding.decode(block, MODULUS_BYTES);

        assertThat(block).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9})
    void a_padding_of_less_than_8_bytes_is_invalid(int separator) {
        byte[] block = encoded(new byte[0]);
        block[separator] = 0;

        assertThat(Pkcs1Decoding.decode(block, MODULUS_BYTES)).isEmpty();
    }

    @Test
    void every_other_start_is_invalid() {
        for (int value = 1; value < 256; value++) {
            byte[] first = encoded(new byte[4]);
            first[0] = (byte) value;
            byte[] second = encoded(new byte[4]);
            second[1] ^= (byte) value;
            assertThat(Pkcs1Decoding.decode(first, MODULUS_BYTES)).isEmpty();
            assertThat(Pkcs1Decoding.decode(second, MODULUS_BYTES)).isEmpty();
        }
    }

    @Test
    void without_a_separator_and_without_anything_there_is_no_message() {
        byte[] block = encoded(new byte[0]);
        block[MODULUS_BYTES - 1] = 1;

        assertThat(Pkcs1Decoding.decode(block, MODULUS_BYTES)).isEmpty();
        assertThat(Pkcs1Decoding.decode(new byte[0], MODULUS_BYTES)).isEmpty();
    }

    private static byte[] encoded(byte[] message) {
        byte[] block = new byte[MODULUS_BYTES];
        int separator = MODULUS_BYTES - message.length - 1;
        block[1] = 2;
        Arrays.fill(block, 2, separator, (byte) 0xff);
        System.arraycopy(message, 0, block, separator + 1, message.length);
        return block;
    }
}
