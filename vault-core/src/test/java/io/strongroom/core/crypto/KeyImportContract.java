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
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
        assertSigns(imported(ImportSamples.ec(curve)), SignatureAlgorithm.of(curve));
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

    @Test
    void rsa1_5_gives_the_answers_of_wycheproof() {
        assumeTrue(provider().supports(RsaEncryption.RSA1_5));
        List<LegacyVector> lines = LegacyVector.in("wycheproof-rsa-pkcs1.txt");
        LegacyVector parts = lines.getFirst();
        WrappedKey key =
                imported(
                        ImportSamples.rsa(
                                new BigInteger(1, parts.bytes(1)),
                                new BigInteger(1, parts.bytes(2)),
                                new BigInteger(1, parts.bytes(3))));

        assertThat(lines.subList(1, lines.size()))
                .hasSize(35)
                .allSatisfy(vector ->
                        assertDecrypts(
                                vector,
                                () ->
                                        provider()
                                                .decrypting(
                                                        key, RsaEncryption.RSA1_5, vector.bytes(2))
                                                .result(),
                                3));
    }

    @Test
    void padded_cbc_gives_the_answers_of_wycheproof() {
        assertThat(LegacyVector.in("wycheproof-aes-cbc.txt"))
                .hasSize(216)
                .allSatisfy(vector -> {
                    WrappedKey key = imported(ImportSamples.secret(vector.words().get(2)));
                    String name = "A%dCBCPAD".formatted(8 * vector.bytes(2).length);
                    Ciphertext ciphertext =
                            new Ciphertext(
                                    vector.bytes(4), vector.bytes(3), new byte[0], new byte[0]);
                    assertDecrypts(
                            vector,
                            () ->
                                    provider()
                                            .decrypting(
                                                    key,
                                                    AesEncryption.named(name).orElseThrow(),
                                                    ciphertext)
                                            .result(),
                            5);
                });
    }

    private static void assertDecrypts(
            LegacyVector vector, Supplier<SecretBytes> decryption, int message) {
        if (vector.isValid()) {
            assertThat(decryption.get().bytes()).isEqualTo(vector.bytes(message));
        } else {
            assertThatThrownBy(decryption::get)
                    .isInstanceOf(VaultException.InvalidCiphertext.class);
        }
    }

    /// NIST SP 800-38A §F.2.1, §F.2.3 and §F.2.5, all four blocks.
    @ParameterizedTest
    @CsvSource({
        "A128CBC, 2b7e151628aed2a6abf7158809cf4f3c, 7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b273bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7",
        "A192CBC, 8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b, 4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a571b242012fb7ae07fa9baac3df102e008b0e27988598881d920a9e64f5615cd",
        "A256CBC, 603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4, f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b",
    })
    void cbc_gives_the_answers_of_sp_800_38a(
            AesEncryption algorithm, String key, String ciphertext) {
        WrappedKey imported = imported(ImportSamples.secret(key));
        byte[] iv = HEX.parseHex("000102030405060708090a0b0c0d0e0f");
        SecretBytes plaintext =
                SecretBytes.of(
                        HEX.parseHex(
                                "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"));

        Ciphertext made =
                provider()
                        .encrypting(imported, algorithm, new Plaintext(plaintext, iv, new byte[0]))
                        .result();

        assertThat(made.value()).isEqualTo(HEX.parseHex(ciphertext));
        assertThat(provider().decrypting(imported, algorithm, made).result()).isEqualTo(plaintext);
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
