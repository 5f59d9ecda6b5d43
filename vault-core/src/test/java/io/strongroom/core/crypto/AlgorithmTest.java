package io.strongroom.core.crypto;

import static io.strongroom.core.crypto.SignatureAlgorithm.ES256;
import static io.strongroom.core.crypto.SignatureAlgorithm.ES256K;
import static io.strongroom.core.crypto.SignatureAlgorithm.ES384;
import static io.strongroom.core.crypto.SignatureAlgorithm.ES512;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AlgorithmTest {

    @Test
    void each_ecdsa_algorithm_fits_exactly_one_curve() {
        Map<SignatureAlgorithm, Curve> curves =
                Map.of(
                        ES256, Curve.P_256,
                        ES384, Curve.P_384,
                        ES512, Curve.P_521,
                        ES256K, Curve.P_256K);

        assertThat(curves)
                .allSatisfy((algorithm, curve) ->
                        assertThat(
                                        Arrays.stream(Curve.values())
                                                .filter(c -> algorithm.fits(new Ec(c))))
                                .containsExactly(curve));
        assertThat(curves.keySet()).noneMatch(algorithm -> algorithm.fits(new Rsa(2048)));
    }

    @Test
    void the_six_rsa_signature_algorithms_fit_rsa_keys_only() {
        assertThat(
                        Arrays.stream(SignatureAlgorithm.values())
                                .filter(algorithm -> algorithm.fits(new Rsa(4096)))
                                .map(Enum::name))
                .containsExactly("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
    }

    @Test
    void rsa_encryption_fits_rsa_keys_only() {
        assertThat(RsaEncryption.values())
                .allMatch(algorithm -> algorithm.fits(new Rsa(2048)))
                .noneMatch(algorithm -> algorithm.fits(new Ec(Curve.P_256)))
                .noneMatch(algorithm -> algorithm.fits(new Oct(256)));
    }

    @Test
    void aes_fits_keys_of_its_size_and_the_names_of_pkcs11_fit_all() {
        assertThat(
                        Arrays.stream(AesEncryption.values())
                                .filter(algorithm -> algorithm.fits(new Oct(192)))
                                .map(AesEncryption::jwaName))
                .containsExactly(
                        "A192GCM",
                        "A192KW",
                        "CKM_AES_KEY_WRAP",
                        "CKM_AES_KEY_WRAP_PAD",
                        "A192CBC",
                        "A192CBCPAD");
        assertThat(AesEncryption.values())
                .noneMatch(algorithm -> algorithm.fits(new Rsa(2048)))
                .noneMatch(algorithm -> algorithm.fits(new Ec(Curve.P_256)));
    }

    @Test
    void legacy_is_what_answers_whether_a_padding_is_valid_or_authenticates_nothing() {
        assertThat(EncryptionAlgorithm.legacy())
                .extracting(EncryptionAlgorithm::jwaName)
                .containsExactly(
                        "RSA1_5",
                        "A128CBC",
                        "A192CBC",
                        "A256CBC",
                        "A128CBCPAD",
                        "A192CBCPAD",
                        "A256CBCPAD");
    }

    @Test
    void hmac_fits_secret_keys_only() {
        assertThat(
                        Arrays.stream(SignatureAlgorithm.values())
                                .filter(algorithm -> algorithm.fits(new Oct(128)))
                                .map(Enum::name))
                .containsExactly("HS256", "HS384", "HS512");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 127, 129, 191, 193, 255, 257, 384, 512})
    void there_is_no_secret_key_of_another_size(int bits) {
        assertThat(Oct.fits(bits)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Oct(bits));
    }

    @Test
    void names_of_encryption_algorithms_are_looked_up_in_one_place() {
        assertThat(EncryptionAlgorithm.named("RSA-OAEP-256")).contains(RsaEncryption.RSA_OAEP_256);
        assertThat(EncryptionAlgorithm.named("A128KW")).contains(AesEncryption.A128KW);
        assertThat(EncryptionAlgorithm.named("A256CBC")).contains(AesEncryption.A256CBC);
        assertThat(EncryptionAlgorithm.named("A256CBCPAD")).contains(AesEncryption.A256CBCPAD);
        assertThat(EncryptionAlgorithm.named("a128kw")).isEmpty();
    }

    @Test
    void algorithms_are_known_by_their_exact_jwa_names() {
        assertThat(SignatureAlgorithm.named("ES256K")).contains(ES256K);
        assertThat(SignatureAlgorithm.named("es256")).isEmpty();
        assertThat(SignatureAlgorithm.named("none")).isEmpty();
        assertThat(RsaEncryption.named("RSA-OAEP")).contains(RsaEncryption.RSA_OAEP);
        assertThat(RsaEncryption.named("RSA1_5")).contains(RsaEncryption.RSA1_5);
        assertThat(Curve.named("P-256K")).contains(Curve.P_256K);
        assertThat(Curve.named("SECP256K1")).isEmpty();
    }

    @Test
    void the_longest_plaintexts_are_those_of_rfc_8017() {
        assertThat(RsaEncryption.RSA_OAEP.maxPlaintextBytes(new Rsa(2048))).isEqualTo(214);
        assertThat(RsaEncryption.RSA_OAEP_256.maxPlaintextBytes(new Rsa(2048))).isEqualTo(190);
        assertThat(RsaEncryption.RSA_OAEP_256.maxPlaintextBytes(new Rsa(4096))).isEqualTo(446);
        assertThat(RsaEncryption.RSA1_5.maxPlaintextBytes(new Rsa(2048))).isEqualTo(245);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1024, 2047, 2049, 3071, 4095, 4097, 8192})
    void there_is_no_rsa_key_of_another_size(int bits) {
        assertThat(Rsa.fits(bits)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Rsa(bits));
    }
}
