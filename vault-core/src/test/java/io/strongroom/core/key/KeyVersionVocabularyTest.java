package io.strongroom.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The words that a key version's document and a key header can have, by the version that brought
/// them. A node that does not know a word takes the document for an edited one, so a new word needs
/// a new version.
final class KeyVersionVocabularyTest {

    @Test
    void version_1_has_these_operations() {
        assertThat(
                        Arrays.stream(KeyOperation.values())
                                .filter(operation -> operation != KeyOperation.IMPORT)
                                .filter(operation -> operation != KeyOperation.EXPORT)
                                .map(KeyOperation::wireName))
                .containsExactlyInAnyOrder(
                        "encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey");
    }

    /// A node that does not know the word stops at the header, which it finds first.
    @Test
    void version_3_of_the_header_brought_exchange_keys_and_their_operation() {
        assertThat(KeyOperation.IMPORT.wireName()).isEqualTo("import");
        assertThat(KeyPurpose.IMPORT.name()).isEqualTo("IMPORT");
    }

    @Test
    void version_5_of_the_header_brought_keys_that_can_be_released_and_their_operation() {
        assertThat(KeyOperation.EXPORT.wireName()).isEqualTo("export");
        assertThat(KeyPurpose.RELEASE.name()).isEqualTo("RELEASE");
    }

    @Test
    void version_1_has_these_protections() {
        assertThat(Arrays.stream(Protection.values()).map(Enum::name))
                .containsExactlyInAnyOrder("HSM", "SOFTWARE");
    }

    @Test
    void version_1_has_these_purposes() {
        assertThat(
                        Arrays.stream(KeyPurpose.values())
                                .filter(purpose -> purpose != KeyPurpose.IMPORT)
                                .filter(purpose -> purpose != KeyPurpose.RELEASE)
                                .map(Enum::name))
                .containsExactlyInAnyOrder("SIGN", "DECRYPT");
    }

    @Test
    void version_1_has_these_curves() {
        assertThat(Arrays.stream(Curve.values()).map(Curve::jwaName))
                .containsExactlyInAnyOrder("P-256", "P-384", "P-521", "P-256K");
    }

    @Test
    void version_2_has_these_sizes_of_secret_keys() {
        assertThat(IntStream.rangeClosed(1, 20_000).filter(Oct::fits))
                .containsExactly(128, 192, 256);
    }

    @Test
    void key_pairs_are_written_in_version_1_and_secret_keys_in_version_2() {
        assertThat(format(new Rsa(2048))).isEqualTo("key-version/1");
        assertThat(format(new Ec(Curve.P_256))).isEqualTo("key-version/1");
        assertThat(format(new Oct(256))).isEqualTo("key-version/2");
    }

    private static String format(KeySpec spec) {
        KeyVersion version = Samples.keyVersion(Samples.open(Samples.contoso()), "any", spec);
        byte[] document = KeyVersionDocument.of(version).encode(version);
        return new String(document, 4, document[3], StandardCharsets.UTF_8);
    }

    @Test
    void version_1_has_these_rsa_sizes() {
        assertThat(IntStream.rangeClosed(1, 20_000).filter(Rsa::fits))
                .containsExactly(2048, 3072, 4096);
    }
}
