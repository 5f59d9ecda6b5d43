package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.key.KeyFixture.EC;
import static io.strongroom.core.key.KeyFixture.OAEP;
import static io.strongroom.core.key.KeyFixture.PLAINTEXT;
import static io.strongroom.core.key.KeyFixture.P_256;
import static io.strongroom.core.key.KeyFixture.RSA;
import static io.strongroom.core.key.KeyFixture.RSA_2048;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.Decrypter;
import io.strongroom.core.crypto.HsmCall;
import io.strongroom.core.crypto.Plaintext;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.vault.LegacyAlgorithms;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Encrypts and decrypts, wraps and unwraps.
final class KeyEncryptionTest {
    private final KeyFixture keys = new KeyFixture();

    @BeforeEach
    void allowEverything() {
        keys.allowEveryUse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypt", "wrapKey"})
    void what_is_encrypted_or_wrapped_comes_back(String forth) {
        keys.make("rsa", RSA_2048);
        KeyOperation there = KeyOperation.named(forth).orElseThrow();
        KeyOperation back =
                there == KeyOperation.ENCRYPT ? KeyOperation.DECRYPT : KeyOperation.UNWRAP_KEY;

        byte[] ciphertext = keys.encrypt(RSA, there, PLAINTEXT);

        assertThat(keys.decrypt(RSA, back, ciphertext)).isEqualTo(PLAINTEXT);
    }

    @Test
    void what_the_jdk_encrypts_is_decrypted() {
        keys.make("rsa", RSA_2048);

        assertThat(keys.decrypt(RSA, KeyOperation.DECRYPT, keys.ciphertext())).isEqualTo(PLAINTEXT);
    }

    @Test
    void a_result_names_the_version_that_made_it() {
        KeyVersion version = keys.make("rsa", RSA_2048);

        KeyUsage.Result encrypted =
                keys.perform(
                        Action.KEY_ENCRYPT,
                        contosoApp(),
                        visit ->
                                keys.usage.encrypt(
                                        visit,
                                        RSA,
                                        KeyOperation.ENCRYPT,
                                        OAEP,
                                        Plaintext.of(SecretBytes.of(PLAINTEXT.clone()))));
        KeyUsage.Result decrypted =
                keys.perform(
                        Action.KEY_DECRYPT,
                        contosoApp(),
                        visit ->
                                keys.usage.decrypt(
                                        visit,
                                        RSA,
                                        KeyOperation.DECRYPT,
                                        OAEP,
                                        Ciphertext.of(encrypted.value().bytes())));

        assertThat(encrypted.version()).isEqualTo(version);
        assertThat(decrypted)
                .isEqualTo(new KeyUsage.Result(version, SecretBytes.of(PLAINTEXT.clone())));
    }

    @Test
    void a_plaintext_that_is_too_long_and_a_wrong_ciphertext_are_bad_parameters() {
        keys.make("rsa", RSA_2048);

        assertThatThrownBy(() -> keys.encrypt(RSA, KeyOperation.ENCRYPT, new byte[191]))
                .is(refused(400));
        assertThatThrownBy(() -> keys.decrypt(RSA, KeyOperation.DECRYPT, new byte[256]))
                .is(refused(400));
    }

    @ParameterizedTest
    @EnumSource(names = {"ENCRYPT", "WRAP_KEY"})
    void an_ec_key_is_not_made_to_encrypt(KeyOperation operation) {
        keys.make("ec", P_256);

        assertThatThrownBy(() -> keys.encrypt(EC, operation, PLAINTEXT))
                .is(refused(Problem.KEY_OPERATION_FORBIDDEN));
    }

    @Test
    void an_algorithm_that_does_not_fit_the_key_is_refused() {
        KeyVersion version = keys.make("ec", P_256);
        keys.replace(version, version.with(forEverything(version.attributes())));

        assertThatThrownBy(() -> keys.encrypt(EC, KeyOperation.ENCRYPT, PLAINTEXT))
                .is(refused(Problem.BAD_PARAMETER))
                .hasMessage(
                        "Key and signing or encryption algorithm are incompatible. Algorithm RSA-OAEP-256 cannot be used with an EC key on curve P-256.");
        assertThatThrownBy(() -> keys.decrypt(EC, KeyOperation.DECRYPT, new byte[256]))
                .is(refused(Problem.BAD_PARAMETER));
    }

    @Test
    void an_algorithm_that_the_hsm_does_not_support_is_refused() {
        keys.make("rsa", RSA_2048);
        KeyUsage usage =
                new KeyUsage(
                        keys.installation.keys,
                        keys.installation.provider,
                        new UnsupportingDecrypter(),
                        keys.installation.provider,
                        new SoftwarePublicKeyOperations(),
                        LegacyAlgorithms.NONE,
                        keys.installation.budget,
                        keys.installation.clock);

        assertThatThrownBy(() ->
                        keys.perform(
                                Action.KEY_DECRYPT,
                                contosoApp(),
                                visit ->
                                        usage.decrypt(
                                                visit,
                                                RSA,
                                                KeyOperation.DECRYPT,
                                                OAEP,
                                                Ciphertext.of(new byte[256]))))
                .is(refused(Problem.BAD_PARAMETER))
                .hasMessage("The HSM of this vault does not support RSA-OAEP-256 decryption.");
    }

    @Test
    void the_record_names_the_key_its_version_and_the_algorithm() {
        KeyVersion version = keys.make("rsa", RSA_2048);

        keys.decrypt(RSA, KeyOperation.DECRYPT, keys.ciphertext());

        AuditEvent event = keys.installation.trail.last();
        assertThat(event.target().object()).isEqualTo("rsa");
        assertThat(event.target().version()).isEqualTo(version.id().toString());
        assertThat(event.details()).isEqualTo(Map.of("algorithm", "RSA-OAEP-256"));
    }

    private static KeyAttributes forEverything(KeyAttributes attributes) {
        return new KeyAttributes(
                true,
                null,
                null,
                attributes.created(),
                attributes.updated(),
                List.of(KeyOperation.values()),
                Map.of());
    }

    /// Supports no algorithm.
    private static final class UnsupportingDecrypter implements Decrypter {
        @Override
        public HsmCall<SecretBytes> decrypting(
                WrappedKey key, RsaEncryption algorithm, byte[] ciphertext) {
            throw new AssertionError("an HSM was asked for what it does not support");
        }

        @Override
        public boolean supports(RsaEncryption algorithm) {
            return false;
        }
    }
}
