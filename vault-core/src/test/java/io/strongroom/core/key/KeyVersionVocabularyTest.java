package io.strongroom.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec.Rsa;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The words that version 1 of a key version's document and of a key header can have. A node that
/// does not know a word takes the document for an edited one, so a new word needs a new version.
final class KeyVersionVocabularyTest {

    @Test
    void version_1_has_these_operations() {
        assertThat(Arrays.stream(KeyOperation.values()).map(KeyOperation::wireName))
                .containsExactlyInAnyOrder(
                        "encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey");
    }

    @Test
    void version_1_has_these_protections() {
        assertThat(Arrays.stream(Protection.values()).map(Enum::name))
                .containsExactlyInAnyOrder("HSM", "SOFTWARE");
    }

    @Test
    void version_1_has_these_purposes() {
        assertThat(Arrays.stream(KeyPurpose.values()).map(Enum::name))
                .containsExactlyInAnyOrder("SIGN", "DECRYPT");
    }

    @Test
    void version_1_has_these_curves() {
        assertThat(Arrays.stream(Curve.values()).map(Curve::jwaName))
                .containsExactlyInAnyOrder("P-256", "P-384", "P-521", "P-256K");
    }

    @Test
    void version_1_has_these_rsa_sizes() {
        assertThat(IntStream.rangeClosed(1, 20_000).filter(Rsa::fits))
                .containsExactly(2048, 3072, 4096);
    }
}
