package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.key.KeyFixture.current;
import static io.strongroom.core.key.KeyFixture.operations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.audit.Action;
import io.strongroom.core.crypto.AesEncryption;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.Plaintext;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.identity.ObjectReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Uses of secret keys.
final class SecretKeyUsageTest {
    private static final ObjectReference SECRET = current("secret");
    private static final byte[] NOTHING = {};
    private final KeyFixture keys = new KeyFixture();

    @BeforeEach
    void make() {
        keys.allowEveryUse();
        keys.make("secret", new Oct(256));
    }

    @Test
    void a_new_secret_key_can_be_used_for_everything() {
        assertThat(keys.get(SECRET).attributes().operations())
                .containsExactly(
                        KeyOperation.ENCRYPT,
                        KeyOperation.DECRYPT,
                        KeyOperation.SIGN,
                        KeyOperation.VERIFY,
                        KeyOperation.WRAP_KEY,
                        KeyOperation.UNWRAP_KEY);
    }

    @ParameterizedTest
    @CsvSource({"ENCRYPT, DECRYPT", "WRAP_KEY, UNWRAP_KEY"})
    void what_gcm_encrypts_comes_back_with_its_nonce_tag_and_additional_data(
            KeyOperation forth, KeyOperation back) {
        KeyUsage.Result made =
                encrypt(forth, AesEncryption.A256GCM, new byte[] {1, 2, 3}, new byte[] {9});

        assertThat(made.value().length()).isEqualTo(3);
        assertThat(made.iv()).hasSize(12);
        assertThat(made.tag()).hasSize(16);
        assertThat(made.additionalData()).containsExactly(9);
        assertThat(decrypt(back, AesEncryption.A256GCM, ciphertext(made)).bytes())
                .containsExactly(1, 2, 3);
        assertThat(keys.installation.trail.last().details())
                .isEqualTo(Map.of("algorithm", "A256GCM"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"A256KW", "CKM_AES_KEY_WRAP", "CKM_AES_KEY_WRAP_PAD"})
    void what_is_wrapped_comes_back(AesEncryption algorithm) {
        KeyUsage.Result made = encrypt(KeyOperation.WRAP_KEY, algorithm, new byte[32], NOTHING);

        assertThat(made.value().length()).isEqualTo(40);
        assertThat(made.iv()).isEmpty();
        assertThat(decrypt(KeyOperation.UNWRAP_KEY, algorithm, ciphertext(made)).bytes())
                .isEqualTo(new byte[32]);
    }

    @ParameterizedTest
    @EnumSource(names = {"ENCRYPT", "DECRYPT"})
    void key_wrap_is_for_keys_only(KeyOperation operation) {
        assertThatThrownBy(() -> use(operation, AesEncryption.A256KW))
                .is(refused(Problem.BAD_PARAMETER))
                .hasMessage("Algorithm A256KW is for operations wrapKey and unwrapKey.");
    }

    @ParameterizedTest
    @EnumSource(names = {"ENCRYPT", "DECRYPT"})
    void an_algorithm_of_another_size_is_refused(KeyOperation operation) {
        assertThatThrownBy(() -> use(operation, AesEncryption.A128GCM))
                .is(refused(Problem.BAD_PARAMETER))
                .hasMessageEndingWith(
                        "Algorithm A128GCM cannot be used with an oct key of 256 bits.");
    }

    @Test
    void oaep_does_not_fit_a_secret_key() {
        assertThatThrownBy(() ->
                        keys.perform(
                                Action.KEY_ENCRYPT,
                                contosoApp(),
                                visit ->
                                        keys.usage.encrypt(
                                                visit,
                                                SECRET,
                                                KeyOperation.ENCRYPT,
                                                RsaEncryption.RSA_OAEP,
                                                Plaintext.of(SecretBytes.of(new byte[16])))))
                .is(refused(Problem.BAD_PARAMETER));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 1016, 1024})
    void key_wrap_takes_multiples_of_8_bytes_from_16_to_1024(int bytes) {
        assertThatCode(() -> wrap(AesEncryption.A256KW, bytes)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 15, 17, 1023, 1025, 1032})
    void key_wrap_takes_nothing_else(int bytes) {
        assertThatThrownBy(() -> wrap(AesEncryption.A256KW, bytes))
                .is(refused(Problem.BAD_PARAMETER))
                .hasMessage(
                        "Invalid length of 'value': %d bytes. Algorithm A256KW requires a multiple of 8, from 16 to 1024 bytes, encoded with base64url.",
                        bytes);
    }

    @Test
    void key_wrap_with_padding_takes_1_to_1024_bytes() {
        for (int bytes : new int[] {1, 7, 8, 9, 1023, 1024}) {
            assertThatCode(() -> wrap(AesEncryption.CKM_AES_KEY_WRAP_PAD, bytes))
                    .doesNotThrowAnyException();
        }
        for (int bytes : new int[] {0, 1025}) {
            assertThatThrownBy(() -> wrap(AesEncryption.CKM_AES_KEY_WRAP_PAD, bytes))
                    .is(refused(Problem.BAD_PARAMETER));
        }
    }

    @ParameterizedTest
    @CsvSource({"11, 16", "13, 16", "0, 16", "12, 15", "12, 17", "12, 0"})
    void a_nonce_has_12_bytes_and_a_tag_16(int iv, int tag) {
        Ciphertext wrong = new Ciphertext(new byte[3], new byte[iv], NOTHING, new byte[tag]);

        assertThatThrownBy(() -> decrypt(KeyOperation.DECRYPT, AesEncryption.A256GCM, wrong))
                .is(refused(Problem.BAD_PARAMETER))
                .hasMessageStartingWith("Invalid length of '" + (iv == 12 ? "tag" : "iv"));
    }

    @ParameterizedTest
    @EnumSource(names = {"HS256", "HS384", "HS512"})
    void a_mac_verifies_until_a_bit_of_it_changes(SignatureAlgorithm algorithm) {
        byte[] digest = new byte[algorithm.hash().bytes()];

        byte[] mac = keys.sign(SECRET, algorithm, digest).value().bytes();

        assertThat(keys.verify(SECRET, algorithm, digest, mac)).isTrue();
        byte[] flipped = mac.clone();
        flipped[0] ^= 1;
        assertThat(keys.verify(SECRET, algorithm, digest, flipped)).isFalse();
        assertThat(keys.verify(SECRET, algorithm, digest, new byte[0])).isFalse();
    }

    @Test
    void what_key_ops_does_not_name_is_refused() {
        keys.update(SECRET, operations(List.of(KeyOperation.VERIFY)));

        assertThatThrownBy(() -> keys.sign(SECRET, SignatureAlgorithm.HS256, new byte[32]))
                .is(refused(Problem.KEY_OPERATION_FORBIDDEN));
        assertThatThrownBy(() -> use(KeyOperation.ENCRYPT, AesEncryption.A256GCM))
                .is(refused(Problem.KEY_OPERATION_FORBIDDEN));
    }

    private void use(KeyOperation operation, AesEncryption algorithm) {
        if (operation == KeyOperation.ENCRYPT) {
            encrypt(operation, algorithm, new byte[16], NOTHING);
        } else {
            decrypt(operation, algorithm, Ciphertext.of(new byte[24]));
        }
    }

    private void wrap(AesEncryption algorithm, int bytes) {
        encrypt(KeyOperation.WRAP_KEY, algorithm, new byte[bytes], NOTHING);
    }

    private KeyUsage.Result encrypt(
            KeyOperation operation,
            AesEncryption algorithm,
            byte[] plaintext,
            byte[] additionalData) {
        return keys.perform(
                Action.KEY_ENCRYPT,
                contosoApp(),
                visit ->
                        keys.usage.encrypt(
                                visit,
                                SECRET,
                                operation,
                                algorithm,
                                new Plaintext(SecretBytes.of(plaintext), additionalData)));
    }

    private SecretBytes decrypt(
            KeyOperation operation, AesEncryption algorithm, Ciphertext ciphertext) {
        return keys.perform(
                        Action.KEY_DECRYPT,
                        contosoApp(),
                        visit ->
                                keys.usage.decrypt(visit, SECRET, operation, algorithm, ciphertext))
                .value();
    }

    private static Ciphertext ciphertext(KeyUsage.Result made) {
        return new Ciphertext(made.value().bytes(), made.iv(), made.additionalData(), made.tag());
    }
}
