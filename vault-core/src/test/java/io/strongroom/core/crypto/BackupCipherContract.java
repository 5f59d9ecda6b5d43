package io.strongroom.core.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every cipher of backups does.
public abstract class BackupCipherContract {
    private static final byte[] CONTEXT = "a backup".getBytes(UTF_8);
    private static final byte[] MESSAGE = "a message".getBytes(UTF_8);
    private static final List<byte[]> PARTS =
            List.of("first".getBytes(UTF_8), new byte[10_000], "third".getBytes(UTF_8));

    /// The cipher, always the same one.
    protected abstract BackupCipher cipher();

    /// Makes the keys that the cipher binds.
    protected abstract KeyProvider provider();

    @Test
    void what_is_encrypted_is_decrypted() {
        EncryptedParts encrypted = cipher().encrypt(CONTEXT, PARTS);

        assertThat(encrypted.parts()).hasSameSizeAs(PARTS);
        assertThat(encrypted.rootVersion()).isEqualTo(provider().rootVersion());
        assertThat(cipher().decrypt(CONTEXT, encrypted).orElseThrow())
                .containsExactlyElementsOf(PARTS);
    }

    @Test
    void each_backup_has_a_key_of_its_own() {
        EncryptedParts one = cipher().encrypt(CONTEXT, PARTS);
        EncryptedParts other = cipher().encrypt(CONTEXT, PARTS);

        assertThat(one.wrappedKey()).isNotEqualTo(other.wrappedKey());
        assertThat(cipher().decrypt(CONTEXT, with(one, other.parts()))).isEmpty();
    }

    @Test
    void a_part_opens_with_its_context_and_at_its_place_only() {
        EncryptedParts encrypted = cipher().encrypt(CONTEXT, PARTS);
        List<byte[]> parts = encrypted.parts();

        assertThat(cipher().decrypt("another".getBytes(UTF_8), encrypted)).isEmpty();
        assertThat(
                        cipher().decrypt(
                                        CONTEXT,
                                        with(
                                                encrypted,
                                                List.of(parts.get(2), parts.get(1), parts.get(0)))))
                .isEmpty();
        assertThat(cipher().decrypt(CONTEXT, with(encrypted, List.of(parts.get(1))))).isEmpty();
    }

    @Test
    void changed_parts_do_not_open() {
        EncryptedParts encrypted = cipher().encrypt(CONTEXT, List.of(PARTS.getFirst()));
        byte[] part = encrypted.parts().getFirst();

        IntStream.range(0, part.length)
                .mapToObj(i -> with(encrypted, List.of(flipped(part, i))))
                .forEach(changed -> assertThat(cipher().decrypt(CONTEXT, changed)).isEmpty());
        for (int length : new int[] {0, 11, 12, 27, 28, part.length - 1}) {
            byte[] cut = Arrays.copyOf(part, length);
            assertThat(cipher().decrypt(CONTEXT, with(encrypted, List.of(cut)))).isEmpty();
        }
    }

    @Test
    void nothing_opens_with_another_key_or_an_unknown_root_key() {
        EncryptedParts encrypted = cipher().encrypt(CONTEXT, PARTS);
        byte[] key = encrypted.wrappedKey();

        assertThat(
                        cipher().decrypt(
                                        CONTEXT,
                                        new EncryptedParts(
                                                flipped(key, 9),
                                                encrypted.rootVersion(),
                                                encrypted.parts())))
                .isEmpty();
        assertThat(cipher().decrypt(CONTEXT, new EncryptedParts(key, 99, encrypted.parts())))
                .isEmpty();
    }

    static Stream<KeySpec> specs() {
        return Stream.of(new Ec(Curve.P_256), new Rsa(2048));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void a_key_that_is_bound_to_another_tenants_key_signs_as_before(KeySpec spec) {
        WrappedKey key = key(spec, provider().createTenantKey(Samples.CONTOSO));
        TenantKey other = provider().createTenantKey(Samples.CONTOSO);
        KeyHeader header = elsewhere(key.header());

        KeyMaterial bound = rebound(key, other, header);

        assertThat(bound.blob()).isNotEqualTo(key.material().blob());
        assertThat(Samples.publicKeyOf(bound)).isEqualTo(Samples.publicKeyOf(key.material()));
        requireSigns(new WrappedKey(header, bound, other));
        requireSigns(key);
    }

    @Test
    void a_secret_key_that_is_bound_elsewhere_encrypts_as_before() {
        TenantKey tenantKey = provider().createTenantKey(Samples.CONTOSO);
        WrappedKey key = key(new Oct(256), tenantKey);
        KeyHeader header = elsewhere(key.header());
        WrappedKey bound = new WrappedKey(header, rebound(key, tenantKey, header), tenantKey);

        Ciphertext ciphertext =
                provider()
                        .encrypting(
                                key,
                                AesEncryption.A256GCM,
                                Plaintext.of(SecretBytes.of(MESSAGE.clone())))
                        .result();

        assertThat(provider().decrypting(bound, AesEncryption.A256GCM, ciphertext).result().bytes())
                .isEqualTo(MESSAGE);
    }

    @Test
    void a_bound_key_does_not_open_where_it_was() {
        TenantKey tenantKey = provider().createTenantKey(Samples.CONTOSO);
        WrappedKey key = key(new Ec(Curve.P_256), tenantKey);
        KeyMaterial bound = rebound(key, tenantKey, elsewhere(key.header()));

        assertThatThrownBy(() -> requireSigns(new WrappedKey(key.header(), bound, tenantKey)))
                .isInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void a_key_that_does_not_open_is_not_bound() {
        TenantKey tenantKey = provider().createTenantKey(Samples.CONTOSO);
        TenantKey other = provider().createTenantKey(Samples.CONTOSO);
        WrappedKey key = key(new Ec(Curve.P_256), tenantKey);
        KeyHeader header = elsewhere(key.header());
        KeyHeader unknownRoot =
                new KeyHeader(
                        header.key(),
                        header.version(),
                        header.spec(),
                        header.purposes(),
                        header.created(),
                        header.pool(),
                        99);

        for (WrappedKey wrong :
                List.of(
                        new WrappedKey(header, key.material(), tenantKey),
                        new WrappedKey(key.header(), key.material(), other),
                        new WrappedKey(unknownRoot, key.material(), tenantKey))) {
            assertThat(cipher().rebind(List.of(key, wrong), tenantKey, List.of(header, header)))
                    .isEmpty();
        }
    }

    private KeyMaterial rebound(WrappedKey key, TenantKey tenantKey, KeyHeader header) {
        return cipher().rebind(List.of(key), tenantKey, List.of(header)).orElseThrow().getFirst();
    }

    private WrappedKey key(KeySpec spec, TenantKey tenantKey) {
        KeyHeader header =
                new KeyHeader(
                        new KeyId(
                                new VaultId(tenantKey.tenant(), UUID.randomUUID()),
                                new ObjectName("signing")),
                        new VersionId(UUID.randomUUID()),
                        spec,
                        KeyHeader.purposesOf(spec),
                        Samples.NOW,
                        provider().pool(),
                        provider().rootVersion());
        return new WrappedKey(header, provider().generate(tenantKey, header), tenantKey);
    }

    /// The same version in another vault.
    private static KeyHeader elsewhere(KeyHeader header) {
        TenantId tenant = header.key().vault().tenant();
        return header.restored(
                new KeyId(new VaultId(tenant, UUID.randomUUID()), header.key().name()),
                UUID.randomUUID());
    }

    private void requireSigns(WrappedKey key) {
        SignatureAlgorithm algorithm =
                key.header().spec() instanceof Rsa
                        ? SignatureAlgorithm.PS256
                        : SignatureAlgorithm.ES256;
        byte[] digest = IndependentCheck.digest(Hash.SHA_256, MESSAGE);
        byte[] signature = provider().signing(key, algorithm, digest).result();
        assertThat(
                        IndependentCheck.verifies(
                                Samples.publicKeyOf(key.material()), algorithm, MESSAGE, signature))
                .isTrue();
    }

    private static EncryptedParts with(EncryptedParts encrypted, List<byte[]> parts) {
        return new EncryptedParts(encrypted.wrappedKey(), encrypted.rootVersion(), parts);
    }

    private static byte[] flipped(byte[] bytes, int index) {
        byte[] changed = bytes.clone();
        changed[index] ^= 1;
        return changed;
    }
}
