package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.key.KeyFixture.RSA;
import static io.strongroom.core.key.KeyFixture.RSA_2048;
import static io.strongroom.core.key.KeyFixture.current;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.Plaintext;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.vault.LegacyAlgorithms;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings.Changes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Legacy algorithms, which a vault must allow.
final class LegacyUsageTest {
    private static final byte[] BLOCK = "sixteen byte key".getBytes(US_ASCII);
    private static final byte[] NOTHING = {};
    private final KeyFixture keys = new KeyFixture();

    @BeforeEach
    void make() {
        keys.allowEveryUse();
        keys.make("rsa", RSA_2048);
        for (int bits : new int[] {128, 192, 256}) {
            keys.make("oct" + bits, new Oct(bits));
        }
    }

    static Stream<EncryptionAlgorithm> legacy() {
        return EncryptionAlgorithm.legacy().stream();
    }

    @ParameterizedTest
    @MethodSource("legacy")
    void a_legacy_algorithm_is_off_until_the_vault_allows_it(EncryptionAlgorithm algorithm) {
        assertOff(keys.usage, algorithm);

        allow(new LegacyAlgorithms(List.of(algorithm.jwaName())));

        assertComesBack(keys.usage, algorithm);
        assertThat(keys.installation.trail.last().details())
                .containsEntry("algorithm", algorithm.jwaName());
        allow(LegacyAlgorithms.NONE);
        assertOff(keys.usage, algorithm);
    }

    @ParameterizedTest
    @MethodSource("legacy")
    void another_algorithm_stays_off(EncryptionAlgorithm algorithm) {
        allow(
                new LegacyAlgorithms(
                        LegacyAlgorithms.all().names().stream()
                                .filter(name -> !name.equals(algorithm.jwaName()))
                                .toList()));

        assertOff(keys.usage, algorithm);
    }

    @ParameterizedTest
    @MethodSource("legacy")
    void the_installation_decides_for_vaults_that_say_nothing(EncryptionAlgorithm algorithm) {
        KeyUsage usage = usage(new LegacyAlgorithms(List.of(algorithm.jwaName())));
        assertComesBack(usage, algorithm);

        allow(LegacyAlgorithms.NONE);

        assertOff(usage, algorithm);
    }

    @ParameterizedTest
    @CsvSource({
        "WRAP_KEY, A256CBC",
        "UNWRAP_KEY, A256CBC",
        "WRAP_KEY, A256CBCPAD",
        "UNWRAP_KEY, A256CBCPAD"
    })
    void cbc_is_not_for_keys(KeyOperation operation, String name) {
        allow(LegacyAlgorithms.all());
        EncryptionAlgorithm algorithm = EncryptionAlgorithm.named(name).orElseThrow();

        assertThatThrownBy(() -> use(keys.usage, operation, algorithm))
                .is(refused(Problem.BAD_PARAMETER))
                .hasMessage("Algorithm %s is for operations encrypt and decrypt.", name);
    }

    @Test
    void rsa1_5_wraps_keys() {
        allow(LegacyAlgorithms.all());

        byte[] wrapped =
                encrypt(
                                keys.usage,
                                RSA,
                                KeyOperation.WRAP_KEY,
                                RsaEncryption.RSA1_5,
                                BLOCK,
                                NOTHING)
                        .value()
                        .bytes();

        assertThat(
                        decrypt(
                                keys.usage,
                                RSA,
                                KeyOperation.UNWRAP_KEY,
                                RsaEncryption.RSA1_5,
                                Ciphertext.of(wrapped)))
                .isEqualTo(BLOCK);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 15, 17, 32})
    void cbc_takes_the_callers_vector_of_16_bytes(int length) {
        allow(LegacyAlgorithms.all());
        for (String name : List.of("A256CBC", "A256CBCPAD")) {
            EncryptionAlgorithm algorithm = EncryptionAlgorithm.named(name).orElseThrow();
            String message =
                    "Invalid length of 'iv': %d bytes. Algorithm %s requires 16 bytes, encoded with base64url."
                            .formatted(length, name);

            assertThatThrownBy(() ->
                            encrypt(
                                    keys.usage,
                                    key(algorithm),
                                    KeyOperation.ENCRYPT,
                                    algorithm,
                                    BLOCK,
                                    new byte[length]))
                    .is(refused(Problem.BAD_PARAMETER))
                    .hasMessage(message);
            assertThatThrownBy(() ->
                            decrypt(
                                    keys.usage,
                                    key(algorithm),
                                    KeyOperation.DECRYPT,
                                    algorithm,
                                    new Ciphertext(BLOCK, new byte[length], NOTHING, NOTHING)))
                    .is(refused(Problem.BAD_PARAMETER))
                    .hasMessage(message);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 17, 31})
    void cbc_without_padding_encrypts_whole_blocks(int length) {
        allow(LegacyAlgorithms.all());
        EncryptionAlgorithm algorithm = EncryptionAlgorithm.named("A256CBC").orElseThrow();

        assertThatThrownBy(() ->
                        encrypt(
                                keys.usage,
                                key(algorithm),
                                KeyOperation.ENCRYPT,
                                algorithm,
                                new byte[length],
                                BLOCK))
                .is(refused(Problem.BAD_PARAMETER))
                .hasMessage(
                        "Invalid length of 'value': %d bytes. Algorithm A256CBC requires a multiple of 16, at least 16 bytes, encoded with base64url.",
                        length);
    }

    private void allow(LegacyAlgorithms allowed) {
        Vault before = keys.installation.vault(CONTOSO_VAULT).vault();
        keys.installation.store.commit(
                keys.installation.vaults.replace(
                        before,
                        Samples.with(
                                before,
                                before.settings().changedBy(Changes.legacyAlgorithms(allowed)))));
    }

    private KeyUsage usage(LegacyAlgorithms ofInstallation) {
        return new KeyUsage(
                keys.installation.keys,
                keys.installation.provider,
                keys.installation.provider,
                keys.installation.provider,
                new SoftwarePublicKeyOperations(),
                ofInstallation,
                keys.installation.budget,
                keys.installation.clock);
    }

    private void assertOff(KeyUsage usage, EncryptionAlgorithm algorithm) {
        for (KeyOperation operation : List.of(KeyOperation.ENCRYPT, KeyOperation.DECRYPT)) {
            assertThatThrownBy(() -> use(usage, operation, algorithm))
                    .is(refused(Problem.BAD_PARAMETER))
                    .hasMessage(
                            "Algorithm %s is not allowed in this vault. It is there for compatibility only, and is off until the vault's property 'legacyAlgorithms' names it.",
                            algorithm.jwaName());
        }
    }

    private void assertComesBack(KeyUsage usage, EncryptionAlgorithm algorithm) {
        byte[] iv = algorithm == RsaEncryption.RSA1_5 ? NOTHING : BLOCK;
        KeyUsage.Result made =
                encrypt(usage, key(algorithm), KeyOperation.ENCRYPT, algorithm, BLOCK, iv);

        assertThat(made.iv()).isEqualTo(iv);
        assertThat(
                        decrypt(
                                usage,
                                key(algorithm),
                                KeyOperation.DECRYPT,
                                algorithm,
                                new Ciphertext(made.value().bytes(), iv, NOTHING, NOTHING)))
                .isEqualTo(BLOCK);
    }

    private void use(KeyUsage usage, KeyOperation operation, EncryptionAlgorithm algorithm) {
        switch (operation) {
            case ENCRYPT, WRAP_KEY ->
                    encrypt(usage, key(algorithm), operation, algorithm, BLOCK, BLOCK);
            default ->
                    decrypt(
                            usage,
                            key(algorithm),
                            operation,
                            algorithm,
                            new Ciphertext(BLOCK, BLOCK, NOTHING, NOTHING));
        }
    }

    private static ObjectReference key(EncryptionAlgorithm algorithm) {
        return algorithm == RsaEncryption.RSA1_5
                ? RSA
                : current("oct" + algorithm.jwaName().substring(1, 4));
    }

    private KeyUsage.Result encrypt(
            KeyUsage usage,
            ObjectReference key,
            KeyOperation operation,
            EncryptionAlgorithm algorithm,
            byte[] plaintext,
            byte[] iv) {
        return keys.perform(
                Action.KEY_ENCRYPT,
                contosoApp(),
                visit ->
                        usage.encrypt(
                                visit,
                                key,
                                operation,
                                algorithm,
                                new Plaintext(SecretBytes.of(plaintext.clone()), iv, NOTHING)));
    }

    private byte[] decrypt(
            KeyUsage usage,
            ObjectReference key,
            KeyOperation operation,
            EncryptionAlgorithm algorithm,
            Ciphertext ciphertext) {
        return keys.perform(
                        Action.KEY_DECRYPT,
                        contosoApp(),
                        visit -> usage.decrypt(visit, key, operation, algorithm, ciphertext))
                .value()
                .bytes();
    }
}
