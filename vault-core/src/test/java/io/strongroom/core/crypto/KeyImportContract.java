package io.strongroom.core.crypto;

import static io.strongroom.core.Refused.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every key provider does with keys that callers bring. Known keys make known answers: those
/// of secret keys are published ones.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class KeyImportContract {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] MESSAGE = "a message to sign".getBytes(UTF_8);
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private final Map<TenantId, TenantKey> tenantKeys = new ConcurrentHashMap<>();

    /// The provider, always the same one.
    protected abstract KeyProvider provider();

    /// The curves that the provider has.
    protected Stream<Curve> curves() {
        return Arrays.stream(Curve.values());
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 4096})
    void an_rsa_key_signs_and_decrypts(int bits) {
        ImportedKey key = ImportSamples.rsa(bits);
        WrappedKey imported = imported(key);

        assertThat(Samples.publicKeyOf(imported.material()).spec()).isEqualTo(new Rsa(bits));
        assertSigns(imported, SignatureAlgorithm.PS256);
        byte[] ciphertext =
                IndependentCheck.encrypt(
                        Samples.publicKeyOf(imported.material()),
                        RsaEncryption.RSA_OAEP_256,
                        MESSAGE);
        assertThat(
                        provider()
                                .decrypting(imported, RsaEncryption.RSA_OAEP_256, ciphertext)
                                .result()
                                .bytes())
                .isEqualTo(MESSAGE);
    }

    @ParameterizedTest
    @MethodSource("curves")
    void an_elliptic_curve_key_signs(Curve curve) {
        SignatureAlgorithm algorithm =
                Arrays.stream(SignatureAlgorithm.values())
                        .filter(candidate -> candidate.fits(new Ec(curve)))
                        .findFirst()
                        .orElseThrow();

        assertSigns(imported(ImportSamples.ec(curve)), algorithm);
    }

    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384", "P_521"})
    void an_elliptic_curve_key_beside_another_point_is_refused(Curve curve) {
        ImportedKey.EcPair key = ImportSamples.ec(curve);
        ImportedKey.EcPair other = ImportSamples.otherEc(curve);

        assertRefused(new ImportedKey.EcPair(other.publicKey(), key.d()));
    }

    @Test
    void a_private_part_of_zeros_at_its_start_stays_as_long_as_it_is() {
        ImportedKey.EcPair small = ImportSamples.smallEc();

        assertThat(small.d().bytes()).startsWith(0, 0);
        assertSigns(imported(small), SignatureAlgorithm.ES256);
    }

    @Test
    void an_rsa_key_with_a_composite_prime_is_refused() {
        assertRefused(ImportSamples.rsaWithCompositePrime());
    }

    @Test
    void the_caller_may_wipe_a_key_once_it_is_imported() {
        ImportedKey.EcPair key = ImportSamples.ec(Curve.P_256);
        WrappedKey imported = imported(key);

        assertThat(key.d()).isEqualTo(ImportSamples.ec(Curve.P_256).d());
        key.close();

        assertSigns(imported, SignatureAlgorithm.ES256);
    }

    @Test
    void an_imported_blob_opens_only_with_its_header() {
        WrappedKey key = imported(ImportSamples.ec(Curve.P_256));
        WrappedKey moved =
                new WrappedKey(header(new Ec(Curve.P_256)), key.material(), key.tenantKey());

        assertThatThrownBy(() ->
                        provider().signing(moved, SignatureAlgorithm.ES256, new byte[32]).result())
                .isInstanceOf(VaultException.Integrity.class);
    }

    /// RFC 3394 §4.1 to §4.6, RFC 5649 §6.
    @ParameterizedTest
    @CsvSource({
        "A128KW, 000102030405060708090A0B0C0D0E0F, 00112233445566778899AABBCCDDEEFF, 1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5",
        "A192KW, 000102030405060708090A0B0C0D0E0F1011121314151617, 00112233445566778899AABBCCDDEEFF, 96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D",
        "A256KW, 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F, 00112233445566778899AABBCCDDEEFF, 64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
        "CKM_AES_KEY_WRAP, 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F, 00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F, 28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21",
        "CKM_AES_KEY_WRAP_PAD, 5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8, c37b7e6492584340bed12207808941155068f738, 138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a",
        "CKM_AES_KEY_WRAP_PAD, 5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8, 466f7250617369, afbeb0f07dfbf5419200f2ccb50bb24f",
    })
    void key_wrap_gives_the_answers_of_its_standards(
            AesEncryption algorithm, String key, String plaintext, String wrapped) {
        WrappedKey imported = imported(ImportSamples.secret(key));
        SecretBytes bytes = SecretBytes.of(HEX.parseHex(plaintext));

        assertThat(provider().encrypting(imported, algorithm, Plaintext.of(bytes)).result().value())
                .isEqualTo(HEX.parseHex(wrapped));
        assertThat(
                        provider()
                                .decrypting(
                                        imported, algorithm, Ciphertext.of(HEX.parseHex(wrapped)))
                                .result()
                                .bytes())
                .isEqualTo(bytes.bytes());
    }

    /// The Galois/Counter Mode of Operation (McGrew, Viega), test cases 4, 10 and 16.
    @ParameterizedTest
    @CsvSource({
        "A128GCM, feffe9928665731c6d6a8f9467308308, 42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091, 5bc94fbc3221a5db94fae95ae7121a47",
        "A192GCM, feffe9928665731c6d6a8f9467308308feffe9928665731c, 3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710, 2519498e80f1478f37ba55bd6d27618c",
        "A256GCM, feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308, 522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662, 76fc6ece0f4e1768cddf8853bb2d551b",
    })
    void gcm_decrypts_the_test_cases_of_its_authors(
            AesEncryption algorithm, String key, String ciphertext, String tag) {
        Ciphertext published =
                new Ciphertext(
                        HEX.parseHex(ciphertext),
                        HEX.parseHex("cafebabefacedbaddecaf888"),
                        HEX.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                        HEX.parseHex(tag));

        assertThat(
                        provider()
                                .decrypting(
                                        imported(ImportSamples.secret(key)), algorithm, published)
                                .result()
                                .bytes())
                .isEqualTo(
                        HEX.parseHex(
                                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
    }

    @ParameterizedTest
    @EnumSource(names = {"HS256", "HS384", "HS512"})
    void an_hmac_is_that_of_the_jdk(SignatureAlgorithm algorithm) throws GeneralSecurityException {
        assumeTrue(provider().supports(algorithm, new Oct(256)));
        String key = "0b".repeat(32);
        byte[] digest = IndependentCheck.digest(algorithm.hash(), MESSAGE);
        String name = "Hmac" + algorithm.hash().jcaName().replace("-", "");
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(HEX.parseHex(key), name));

        assertThat(
                        provider()
                                .signing(imported(ImportSamples.secret(key)), algorithm, digest)
                                .result())
                .isEqualTo(mac.doFinal(digest));
    }

    private void assertRefused(ImportedKey key) {
        assertThatThrownBy(() -> imported(key))
                .is(refused(400))
                .isNotInstanceOf(VaultException.Integrity.class)
                .hasMessage("The private part of the key does not belong to its public part.");
    }

    private void assertSigns(WrappedKey key, SignatureAlgorithm algorithm) {
        byte[] digest = IndependentCheck.digest(algorithm.hash(), MESSAGE);
        byte[] signature = provider().signing(key, algorithm, digest).result();
        assertThat(
                        IndependentCheck.verifies(
                                Samples.publicKeyOf(key.material()), algorithm, MESSAGE, signature))
                .isTrue();
    }

    /// A key in the provider.
    protected final WrappedKey imported(ImportedKey key) {
        KeyHeader header = header(key.spec());
        TenantKey tenantKey = tenantKeys.computeIfAbsent(TENANT, provider()::createTenantKey);
        return new WrappedKey(header, provider().importKey(tenantKey, header, key), tenantKey);
    }

    private KeyHeader header(KeySpec spec) {
        return new KeyHeader(
                new KeyId(new VaultId(TENANT, UUID.randomUUID()), new ObjectName("imported")),
                new VersionId(UUID.randomUUID()),
                spec,
                KeyHeader.purposesOf(spec),
                Samples.NOW,
                provider().pool(),
                provider().rootVersion());
    }
}
