package io.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SecretBytesTest {

    @Test
    void it_holds_the_array_itself() {
        byte[] bytes = {1, 2, 3};

        SecretBytes secret = SecretBytes.of(bytes);

        assertThat(secret.bytes()).isSameAs(bytes);
        assertThat(secret.length()).isEqualTo(3);
    }

    @Test
    void closing_it_overwrites_the_bytes() {
        byte[] bytes = {1, 2, 3};
        SecretBytes secret = SecretBytes.of(bytes);

        secret.close();

        assertThat(bytes).containsExactly(0, 0, 0);
        assertThat(secret.bytes()).containsExactly(0, 0, 0);
        assertThat(secret.length()).isEqualTo(3);
    }

    @Test
    void closing_it_twice_is_allowed() {
        SecretBytes secret = SecretBytes.of(new byte[] {1});

        secret.close();
        secret.close();

        assertThat(secret.bytes()).containsExactly(0);
    }

    @Test
    void it_is_closed_by_a_try() {
        byte[] bytes = {1, 2, 3};

        try (SecretBytes secret = SecretBytes.of(bytes)) {
            assertThat(secret.bytes()).containsExactly(1, 2, 3);
        }

        assertThat(bytes).containsExactly(0, 0, 0);
    }

    @Test
    void it_does_not_show_the_bytes() {
        assertThat(SecretBytes.of(new byte[] {65, 66, 67})).hasToString("[3 bytes]");
        assertThat(SecretBytes.of(new byte[0])).hasToString("[0 bytes]");
    }

    @Test
    void it_compares_by_its_bytes() {
        SecretBytes secret = SecretBytes.of(new byte[] {1, 2, 3});

        assertThat(secret)
                .isEqualTo(SecretBytes.of(new byte[] {1, 2, 3}))
                .isNotEqualTo(SecretBytes.of(new byte[] {1, 2, 4}))
                .isNotEqualTo(SecretBytes.of(new byte[] {1, 2}))
                .isNotEqualTo(SecretBytes.of(new byte[0]))
                .isNotEqualTo("[3 bytes]");
    }

    @Test
    void its_hash_tells_the_length_only() {
        assertThat(SecretBytes.of(new byte[] {1, 2, 3}))
                .hasSameHashCodeAs(SecretBytes.of(new byte[] {1, 2, 3}))
                .hasSameHashCodeAs(SecretBytes.of(new byte[] {9, 9, 9}));
    }
}
