package io.strongroom.core.crypto;

import static io.strongroom.core.Refused.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.strongroom.core.Concurrently;
import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeyMaterial.Pair;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What every key provider does with key pairs; [SecretKeyContract] has the rest. Results are
/// checked from the public key by a library that the provider does not use.
///
/// One instance serves all tests of a class, so that each kind of key is made once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class KeyProviderContract {
    private static final byte[] MESSAGE = "a message to sign".getBytes(UTF_8);
    private static final byte[] PLAINTEXT = "32 bytes of a caller's data key.".getBytes(UTF_8);
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static final TenantId OTHER_TENANT = new TenantId(UUID.randomUUID());
    private static final Ec P_256 = new Ec(Curve.P_256);
    private static final Rsa RSA_2048 = new Rsa(2048);

    private final Map<KeySpec, WrappedKey> made = new ConcurrentHashMap<>();
    private final Map<TenantId, TenantKey> tenantKeys = new ConcurrentHashMap<>();

    /// The provider, always the same one.
    protected abstract KeyProvider provider();

    /// The kinds of keys that this provider makes.
    protected Stream<KeySpec> specs() {
        return Stream.concat(
                IntStream.of(2048, 3072, 4096).mapToObj(Rsa::new),
                Arrays.stream(Curve.values()).map(Ec::new));
    }

    Stream<Arguments> signatures() {
        return specs().flatMap(spec ->
                Arrays.stream(SignatureAlgorithm.values())
                        .filter(algorithm -> algorithm.fits(spec))
                        .map(algorithm -> Arguments.of(spec, algorithm)));
    }

    Stream<Arguments> encryptions() {
        return specs().flatMap(spec ->
                Arrays.stream(RsaEncryption.values())
                        .filter(algorithm -> algorithm.fits(spec))
                        .map(algorithm -> Arguments.of(spec, algorithm)));
    }

    /// One of 65,536 ciphertexts with a flipped bit has a valid padding of PKCS#1 v1.5: what is
    /// invalid there is made, in [#every_wrong_pkcs1_padding_gives_the_same_refusal].
    Stream<Arguments> oaepEncryptions() {
        return encryptions().filter(each -> each.get()[1] != RsaEncryption.RSA1_5);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void a_new_key_is_what_was_asked_for(KeySpec spec) {
        assertThat(publicKey(key(spec)).spec()).isEqualTo(spec);
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void a_signature_verifies_with_the_public_key(KeySpec spec, SignatureAlgorithm algorithm) {
        WrappedKey key = key(spec);

        byte[] signature = sign(key, algorithm);

        assertThat(signature).hasSize(signatureBytes(spec));
        assertThat(IndependentCheck.verifies(publicKey(key), algorithm, MESSAGE, signature))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("encryptions")
    void what_the_public_key_encrypts_is_decrypted(KeySpec spec, RsaEncryption algorithm) {
        assumeTrue(provider().supports(algorithm));
        WrappedKey key = key(spec);
        byte[] longest = new byte[algorithm.maxPlaintextBytes((Rsa) spec)];
        Arrays.fill(longest, (byte) 0x5a);

        assertThat(List.of(PLAINTEXT, longest, new byte[0]))
                .allSatisfy(plaintext -> {
                    byte[] ciphertext =
                            IndependentCheck.encrypt(publicKey(key), algorithm, plaintext);
                    assertThat(decrypt(key, algorithm, ciphertext)).isEqualTo(plaintext);
                });
    }

    @ParameterizedTest
    @MethodSource("oaepEncryptions")
    void every_wrong_ciphertext_gives_the_same_refusal(KeySpec spec, RsaEncryption algorithm) {
        assumeTrue(provider().supports(algorithm));
        WrappedKey key = key(spec);
        byte[] good = IndependentCheck.encrypt(publicKey(key), algorithm, PLAINTEXT);
        byte[] largerThanModulus = new byte[good.length];
        Arrays.fill(largerThanModulus, (byte) 0xff);
        List<byte[]> wrong =
                List.of(
                        flipped(good, 0),
                        flipped(good, good.length - 1),
                        IndependentCheck.encrypt(publicKey(key), otherThan(algorithm), PLAINTEXT),
                        new byte[good.length],
                        largerThanModulus,
                        Arrays.copyOf(good, good.length - 1),
                        Arrays.copyOf(good, good.length + 1),
                        new byte[0]);

        List<String> refusals =
                wrong.stream()
                        .map(ciphertext ->
                                catchThrowable(() -> decrypt(key, algorithm, ciphertext)))
                        .map(refusal -> {
                            assertThat(refusal).is(refused(400));
                            return refusal.toString();
                        })
                        .distinct()
                        .toList();

        assertThat(refusals).hasSize(1);
    }

    @Test
    void every_wrong_pkcs1_padding_gives_the_same_refusal() {
        assumeTrue(provider().supports(RsaEncryption.RSA1_5));
        WrappedKey key = key(RSA_2048);

        assertThat(WrongPkcs1.ciphertexts((RsaPublicKey) publicKey(key)))
                .hasSizeGreaterThanOrEqualTo(12)
                .allSatisfy((kind, ciphertext) ->
                        assertThatThrownBy(() -> decrypt(key, RsaEncryption.RSA1_5, ciphertext))
                                .as(kind)
                                .isInstanceOf(VaultException.InvalidCiphertext.class)
                                .hasMessage("The ciphertext cannot be decrypted."));
    }

    @Test
    void a_pkcs1_padding_may_be_longer_than_it_must() {
        assumeTrue(provider().supports(RsaEncryption.RSA1_5));
        WrappedKey key = key(RSA_2048);

        assertThat(WrongPkcs1.shortestPadding((RsaPublicKey) publicKey(key)))
                .satisfies(ciphertext ->
                        assertThat(decrypt(key, RsaEncryption.RSA1_5, ciphertext)).hasSize(245));
    }

    @Test
    void a_call_gives_its_result_to_what_finishes_it_and_returns_what_that_returns() {
        WrappedKey key = key(P_256);
        byte[] digest = IndependentCheck.digest(Hash.SHA_256, MESSAGE);
        HsmCall<byte[]> call = provider().signing(key, SignatureAlgorithm.ES256, digest);
        Submission settled = Submission.settled(true);
        List<byte[]> signatures = new ArrayList<>();

        Submission returned =
                call.then(signature -> {
                    signatures.add(signature);
                    return settled;
                });

        assertThat(returned).isSameAs(settled);
        assertThat(signatures)
                .singleElement()
                .matches(signature ->
                        IndependentCheck.verifies(
                                publicKey(key), SignatureAlgorithm.ES256, MESSAGE, signature));
    }

    @Test
    void a_call_throws_what_finishes_it_throws() {
        byte[] digest = IndependentCheck.digest(Hash.SHA_256, MESSAGE);
        HsmCall<byte[]> call = provider().signing(key(P_256), SignatureAlgorithm.ES256, digest);
        VaultException refusal = new VaultException(Problem.SERVICE_UNAVAILABLE, "no record");

        assertThatThrownBy(() ->
                        call.then(_ -> {
                            throw refusal;
                        }))
                .isSameAs(refusal);
    }

    @Test
    void a_call_that_fails_is_not_finished() {
        WrappedKey broken = withBlob(key(P_256), new byte[0]);
        byte[] digest = IndependentCheck.digest(Hash.SHA_256, MESSAGE);
        HsmCall<byte[]> call = provider().signing(broken, SignatureAlgorithm.ES256, digest);

        assertThatThrownBy(() ->
                        call.then(_ -> {
                            throw new AssertionError("the call has no result");
                        }))
                .isInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void two_keys_are_different() {
        assertThat(publicKey(newKey(P_256))).isNotEqualTo(publicKey(newKey(P_256)));
    }

    @Test
    void a_blob_opens_only_with_the_header_it_was_made_for() {
        WrappedKey key = newKey(P_256);

        assertThat(otherHeaders(key.header()))
                .allSatisfy(header ->
                        assertRefused(new WrappedKey(header, key.material(), key.tenantKey())));
    }

    @Test
    void a_key_in_use_does_not_lend_itself_to_another_header() {
        WrappedKey key = newKey(P_256);
        sign(key, SignatureAlgorithm.ES256);

        assertThat(otherHeaders(key.header()))
                .allSatisfy(header ->
                        assertRefused(new WrappedKey(header, key.material(), key.tenantKey())));
    }

    @Test
    void a_blob_does_not_open_in_another_tenant() {
        WrappedKey key = newKey(P_256);
        TenantKey stranger = tenantKey(OTHER_TENANT);
        KeyHeader moved = inTenant(key.header(), OTHER_TENANT);

        assertRefused(new WrappedKey(moved, key.material(), stranger));
        assertRefused(new WrappedKey(key.header(), key.material(), stranger));
    }

    @Test
    void a_tenant_key_under_another_tenants_name_opens_nothing() {
        WrappedKey key = newKey(P_256);
        byte[] wrapped = tenantKey(OTHER_TENANT).wrapped();
        TenantKey swapped = tenantKey(wrapped);

        assertRefused(new WrappedKey(key.header(), key.material(), swapped));
    }

    @Test
    void a_damaged_tenant_key_opens_nothing() {
        WrappedKey key = newKey(P_256);
        TenantKey good = key.tenantKey();
        TenantKey damaged = tenantKey(flipped(good.wrapped(), 9));

        assertRefused(new WrappedKey(key.header(), key.material(), damaged));
    }

    @Test
    void a_blob_with_a_flipped_bit_does_not_open() {
        WrappedKey key = newKey(P_256);
        int last = blob(key).length - 1;

        assertThat(List.of(0, last / 2, last))
                .allSatisfy(at -> assertRefused(withBlob(key, flipped(blob(key), at))));
        assertRefused(withBlob(key, Arrays.copyOf(blob(key), last)));
        assertRefused(withBlob(key, new byte[0]));
    }

    @Test
    void the_blob_of_another_key_does_not_open() {
        WrappedKey key = newKey(P_256);
        WrappedKey other = newKey(P_256);

        assertRefused(withBlob(key, blob(other)));
    }

    @Test
    void a_key_in_use_does_not_hide_that_its_blob_was_swapped() {
        WrappedKey key = newKey(P_256);
        sign(key, SignatureAlgorithm.ES256);

        assertRefused(withBlob(key, blob(newKey(P_256))));
    }

    @Test
    void a_key_does_not_work_beside_another_public_key() {
        WrappedKey key = newKey(P_256);
        WrappedKey other = newKey(P_256);

        assertRefused(with(key, new Pair(publicKey(other), blob(key))));
    }

    @Test
    void an_rsa_key_does_not_work_beside_another_public_key() {
        WrappedKey key = key(RSA_2048);
        WrappedKey fresh = newKey(RSA_2048);
        WrappedKey swapped = with(fresh, new Pair(publicKey(key), blob(fresh)));
        byte[] digest = IndependentCheck.digest(Hash.SHA_256, MESSAGE);

        assertThatThrownBy(() ->
                        provider().signing(swapped, SignatureAlgorithm.PS256, digest).result())
                .isInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void a_key_still_signs_after_all_that_was_tried_with_it() {
        WrappedKey key = newKey(P_256);
        assertRefused(withBlob(key, flipped(blob(key), 3)));

        byte[] signature = sign(key, SignatureAlgorithm.ES256);

        assertThat(
                        IndependentCheck.verifies(
                                publicKey(key), SignatureAlgorithm.ES256, MESSAGE, signature))
                .isTrue();
    }

    @Test
    void many_threads_sign_with_many_keys() {
        List<WrappedKey> keys = IntStream.range(0, 8).mapToObj(_ -> newKey(P_256)).toList();

        List<Boolean> verified =
                Concurrently.run(
                        400,
                        i -> {
                            WrappedKey key = keys.get(i % keys.size());
                            byte[] signature = sign(key, SignatureAlgorithm.ES256);
                            return IndependentCheck.verifies(
                                    publicKey(key), SignatureAlgorithm.ES256, MESSAGE, signature);
                        });

        assertThat(verified).hasSize(400).containsOnly(true);
    }

    /// A key of this kind, made once for all tests.
    protected final WrappedKey key(KeySpec spec) {
        return made.computeIfAbsent(spec, this::newKey);
    }

    /// A new key of this kind.
    protected final WrappedKey newKey(KeySpec spec) {
        KeyHeader header =
                new KeyHeader(
                        new KeyId(
                                new VaultId(TENANT, UUID.randomUUID()), new ObjectName("signing")),
                        new VersionId(UUID.randomUUID()),
                        spec,
                        KeyHeader.purposesOf(spec),
                        Samples.NOW,
                        provider().pool(),
                        provider().rootVersion());
        TenantKey tenantKey = tenantKey(TENANT);
        return new WrappedKey(header, provider().generate(tenantKey, header), tenantKey);
    }

    /// A key of the tenant with these wrapped bytes.
    private TenantKey tenantKey(byte[] wrapped) {
        return new TenantKey(TENANT, provider().pool(), wrapped, provider().rootVersion());
    }

    private TenantKey tenantKey(TenantId tenant) {
        return tenantKeys.computeIfAbsent(tenant, provider()::createTenantKey);
    }

    private byte[] sign(WrappedKey key, SignatureAlgorithm algorithm) {
        byte[] digest = IndependentCheck.digest(algorithm.hash(), MESSAGE);
        return provider().signing(key, algorithm, digest).result();
    }

    private byte[] decrypt(WrappedKey key, RsaEncryption algorithm, byte[] ciphertext) {
        return provider().decrypting(key, algorithm, ciphertext).result().bytes();
    }

    private void assertRefused(WrappedKey key) {
        assertThatThrownBy(() -> sign(key, SignatureAlgorithm.ES256))
                .isInstanceOf(VaultException.Integrity.class);
    }

    private static List<KeyHeader> otherHeaders(KeyHeader h) {
        VaultId otherVault = new VaultId(TENANT, UUID.randomUUID());
        Instant later = h.created().plusSeconds(1);
        Set<KeyPurpose> all = EnumSet.of(KeyPurpose.SIGN, KeyPurpose.DECRYPT);
        VersionId otherVersion = new VersionId(UUID.randomUUID());
        KeyId otherName = new KeyId(h.key().vault(), new ObjectName("other"));
        return List.of(
                inTenant(h, OTHER_TENANT),
                header(h, new KeyId(otherVault, h.key().name()), h.version()),
                header(h, otherName, h.version()),
                header(h, h.key(), otherVersion),
                new KeyHeader(
                        h.key(),
                        h.version(),
                        h.spec(),
                        all,
                        h.created(),
                        h.pool(),
                        h.rootVersion()),
                new KeyHeader(
                        h.key(),
                        h.version(),
                        h.spec(),
                        h.purposes(),
                        later,
                        h.pool(),
                        h.rootVersion()),
                new KeyHeader(
                        h.key(),
                        h.version(),
                        h.spec(),
                        h.purposes(),
                        h.created(),
                        new PoolName("other"),
                        h.rootVersion()),
                new KeyHeader(
                        h.key(),
                        h.version(),
                        h.spec(),
                        h.purposes(),
                        h.created(),
                        h.pool(),
                        h.rootVersion() + 1));
    }

    private static KeyHeader inTenant(KeyHeader h, TenantId tenant) {
        VaultId vault = new VaultId(tenant, h.key().vault().value());
        return header(h, new KeyId(vault, h.key().name()), h.version());
    }

    private static KeyHeader header(KeyHeader h, KeyId key, VersionId version) {
        return new KeyHeader(
                key, version, h.spec(), h.purposes(), h.created(), h.pool(), h.rootVersion());
    }

    private static WrappedKey withBlob(WrappedKey key, byte[] blob) {
        return with(key, new Pair(publicKey(key), blob));
    }

    private static WrappedKey with(WrappedKey key, KeyMaterial material) {
        return new WrappedKey(key.header(), material, key.tenantKey());
    }

    private static PublicKeyMaterial publicKey(WrappedKey key) {
        return Samples.publicKeyOf(key.material());
    }

    private static byte[] blob(WrappedKey key) {
        return key.material().blob();
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= 1;
        return copy;
    }

    private static RsaEncryption otherThan(RsaEncryption algorithm) {
        return algorithm == RsaEncryption.RSA_OAEP
                ? RsaEncryption.RSA_OAEP_256
                : RsaEncryption.RSA_OAEP;
    }

    private static int signatureBytes(KeySpec spec) {
        return switch (spec) {
            case Rsa rsa -> rsa.modulusBytes();
            case Ec(Curve curve) -> 2 * curve.fieldBytes();
            case Oct _ -> throw new AssertionError("see SecretKeyContract");
        };
    }
}
