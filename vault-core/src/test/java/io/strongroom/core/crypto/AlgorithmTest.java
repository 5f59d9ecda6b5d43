package io.strongroom.core.crypto;

import static io.strongroom.core.crypto.SignatureAlgorithm.ES256;
import static io.strongroom.core.crypto.SignatureAlgorithm.ES256K;
import static io.strongroom.core.crypto.SignatureAlgorithm.ES384;
import static io.strongroom.core.crypto.SignatureAlgorithm.ES512;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.strongroom.core.crypto.KeySpec.Ec;
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
    void encryption_fits_rsa_keys_only() {
        assertThat(EncryptionAlgorithm.values())
                .allMatch(algorithm -> algorithm.fits(new Rsa(2048)))
                .noneMatch(algorithm -> algorithm.fits(new Ec(Curve.P_256)));
    }

    @Test
    void algorithms_are_known_by_their_exact_jwa_names() {
        assertThat(SignatureAlgorithm.named("ES256K")).contains(ES256K);
        assertThat(SignatureAlgorithm.named("es256")).isEmpty();
        assertThat(SignatureAlgorithm.named("none")).isEmpty();
        assertThat(EncryptionAlgorithm.named("RSA-OAEP")).contains(EncryptionAlgorithm.RSA_OAEP);
        assertThat(EncryptionAlgorithm.named("RSA1_5")).isEmpty();
        assertThat(Curve.named("P-256K")).contains(Curve.P_256K);
        assertThat(Curve.named("SECP256K1")).isEmpty();
    }

    @Test
    void the_longest_plaintexts_are_those_of_rfc_8017() {
        assertThat(EncryptionAlgorithm.RSA_OAEP.maxPlaintextBytes(new Rsa(2048))).isEqualTo(214);
        assertThat(EncryptionAlgorithm.RSA_OAEP_256.maxPlaintextBytes(new Rsa(2048)))
                .isEqualTo(190);
        assertThat(EncryptionAlgorithm.RSA_OAEP_256.maxPlaintextBytes(new Rsa(4096)))
                .isEqualTo(446);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1024, 2047, 2049, 3071, 4095, 4097, 8192})
    void there_is_no_rsa_key_of_another_size(int bits) {
        assertThat(Rsa.fits(bits)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Rsa(bits));
    }
}
