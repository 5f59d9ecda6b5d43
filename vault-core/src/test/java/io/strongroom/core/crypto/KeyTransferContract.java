package io.strongroom.core.crypto;

import static io.strongroom.core.Refused.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.TransferredKey.Family;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every key provider does with keys that callers wrapped for it. The JDK wraps them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class KeyTransferContract {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] MESSAGE = "a message to sign".getBytes(UTF_8);
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static final Ec P_256 = new Ec(Curve.P_256);
    private static final String REFUSAL =
            "The transfer blob does not unwrap to a key of this type with its key exchange key.";

    private final Map<TenantId, TenantKey> tenantKeys = new ConcurrentHashMap<>();
    private final Map<Integer, WrappedKey> exchangeKeys = new ConcurrentHashMap<>();

    /// The provider, always the same one.
    protected abstract KeyProvider provider();

    /// The curves that the provider has.
    protected Stream<Curve> curves() {
        return Arrays.stream(Curve.values());
    }

    @Test
    void keys_of_callers_are_unwrapped() {
        assertThat(provider().supportsTransfer()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2048, 2048", "2048, 3072", "2048, 4096", "3072, 2048", "4096, 2048"})
    void an_rsa_key_signs_and_decrypts(int exchangeBits, int bits) {
        WrappedKey imported = imported(exchangeBits, new Family.Rsa(), TransferSamples.rsa(bits));

        assertThat(Samples.publicKeyOf(imported.material()))
                .isEqualTo(ImportSamples.rsa(bits).publicKey());
        assertThat(imported.header().spec()).isEqualTo(new Rsa(bits));
        assertSigns(imported, SignatureAlgorithm.RS256);
        assertDecrypts(imported);
    }

    @ParameterizedTest
    @MethodSource("curves")
    void an_elliptic_curve_key_signs(Curve curve) {
        WrappedKey imported = imported(2048, new Family.Ec(curve), TransferSamples.ec(curve));

        assertThat(Samples.publicKeyOf(imported.material()))
                .isEqualTo(ImportSamples.ec(curve).publicKey());
        assertSigns(imported, SignatureAlgorithm.of(curve));
    }

    @Test
    void an_elliptic_curve_key_may_have_its_point_with_it() {
        ImportedKey.EcPair key = ImportSamples.smallEc();

        WrappedKey imported =
                imported(2048, new Family.Ec(Curve.P_256), TransferSamples.ecWithPoint(key));

        assertThat(Samples.publicKeyOf(imported.material())).isEqualTo(key.publicKey());
        assertSigns(imported, SignatureAlgorithm.ES256);
    }

    @Test
    void a_point_that_is_not_the_keys_is_not_believed() {
        ImportedKey.EcPair key = ImportSamples.ec(Curve.P_256);
        ImportedKey.EcPair lie =
                new ImportedKey.EcPair(ImportSamples.otherEc(Curve.P_256).publicKey(), key.d());

        WrappedKey imported =
                imported(2048, new Family.Ec(Curve.P_256), TransferSamples.ecWithPoint(lie));

        assertThat(Samples.publicKeyOf(imported.material())).isEqualTo(key.publicKey());
        assertSigns(imported, SignatureAlgorithm.ES256);
    }

    /// RFC 3394 §4.1 to §4.3.
    @ParameterizedTest
    @CsvSource({
        "A128KW, 000102030405060708090A0B0C0D0E0F, 1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5",
        "A192KW, 000102030405060708090A0B0C0D0E0F1011121314151617, 96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D",
        "A256KW, 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F, 64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
    })
    void a_secret_key_gives_the_answers_of_the_standard(
            AesEncryption algorithm, String key, String wrapped) {
        WrappedKey imported = imported(2048, new Family.Oct(), HEX.parseHex(key));
        Plaintext plaintext =
                Plaintext.of(SecretBytes.of(HEX.parseHex("00112233445566778899AABBCCDDEEFF")));

        assertThat(imported.header().spec()).isEqualTo(new Oct(4 * key.length()));
        assertThat(provider().encrypting(imported, algorithm, plaintext).result().value())
                .isEqualTo(HEX.parseHex(wrapped));
    }

    @Test
    void a_blob_that_is_damaged_anywhere_is_refused_with_the_same_words() {
        byte[] blob = blob(2048, TransferSamples.ec(Curve.P_256));

        for (int at : new int[] {0, 255, 256, 263, blob.length - 1}) {
            byte[] damaged = blob.clone();
            damaged[at] ^= 1;
            assertRefused(new Family.Ec(Curve.P_256), damaged, REFUSAL);
        }
    }

    @Test
    void a_blob_for_another_exchange_key_is_refused() {
        WrappedKey other = made(new Rsa(2048), KeyHeader.EXCHANGE);
        byte[] blob = TransferSamples.blob(publicKey(other), TransferSamples.ec(Curve.P_256));

        assertRefused(new Family.Ec(Curve.P_256), blob, REFUSAL);
    }

    @Test
    void a_key_of_another_family_or_curve_is_refused() {
        assertRefused(new Family.Rsa(), blob(2048, TransferSamples.ec(Curve.P_256)), REFUSAL);
        assertRefused(new Family.Ec(Curve.P_256), blob(2048, TransferSamples.rsa(2048)), REFUSAL);
        assertRefused(
                new Family.Ec(Curve.P_384), blob(2048, TransferSamples.ec(Curve.P_256)), REFUSAL);
        assertRefused(new Family.Ec(Curve.P_256), blob(2048, new byte[32]), REFUSAL);
        assertRefused(new Family.Rsa(), blob(2048, "no key at all".getBytes(UTF_8)), REFUSAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 23, 25, 31})
    void a_secret_key_that_is_padded_to_a_possible_size_is_refused(int bytes) {
        assertRefused(new Family.Oct(), blob(2048, new byte[bytes]), REFUSAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 33, 64})
    void a_secret_key_of_another_size_is_refused(int bytes) {
        assertRefused(
                new Family.Oct(),
                blob(2048, new byte[bytes]),
                "The secret key must have 128, 192 or 256 bits.");
    }

    @Test
    void an_rsa_key_of_another_size_is_refused() {
        assertRefused(
                new Family.Rsa(),
                blob(2048, TransferSamples.rsaOf1536Bits()),
                "The modulus of the key has 1536 bits; it must have 2048, 3072 or 4096.");
    }

    @Test
    void an_rsa_key_with_a_composite_prime_is_refused() {
        assertThatThrownBy(() ->
                        imported(
                                2048,
                                new Family.Rsa(),
                                TransferSamples.rsa(ImportSamples.rsaWithCompositePrime())))
                .is(refused(400))
                .isNotInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void an_exchange_key_neither_signs_nor_decrypts() {
        WrappedKey key = exchangeKey(2048);
        byte[] ciphertext =
                IndependentCheck.encrypt(publicKey(key), RsaEncryption.RSA_OAEP, MESSAGE);

        assertThatThrownBy(() ->
                        provider().signing(key, SignatureAlgorithm.PS256, new byte[32]).result())
                .isInstanceOf(VaultException.Integrity.class);
        assertThatThrownBy(() ->
                        provider().decrypting(key, RsaEncryption.RSA_OAEP, ciphertext).result())
                .isInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void a_key_that_is_no_exchange_key_unwraps_nothing() {
        WrappedKey ordinary = made(new Rsa(2048), KeyHeader.purposesOf(new Rsa(2048)));
        byte[] blob = TransferSamples.blob(publicKey(ordinary), TransferSamples.ec(Curve.P_256));

        assertThatThrownBy(() -> imported(ordinary, new Family.Ec(Curve.P_256), blob))
                .isInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void an_imported_blob_opens_only_with_its_header() {
        WrappedKey key =
                imported(2048, new Family.Ec(Curve.P_256), TransferSamples.ec(Curve.P_256));
        WrappedKey moved =
                new WrappedKey(
                        header(P_256, KeyHeader.purposesOf(P_256)),
                        key.material(),
                        key.tenantKey());

        assertThatThrownBy(() ->
                        provider().signing(moved, SignatureAlgorithm.ES256, new byte[32]).result())
                .isInstanceOf(VaultException.Integrity.class);
    }

    private void assertRefused(Family family, byte[] blob, String message) {
        assertThatThrownBy(() -> imported(exchangeKey(2048), family, blob))
                .is(refused(400))
                .isNotInstanceOf(VaultException.Integrity.class)
                .hasMessage(message);
    }

    private void assertSigns(WrappedKey key, SignatureAlgorithm algorithm) {
        byte[] digest = IndependentCheck.digest(algorithm.hash(), MESSAGE);
        byte[] signature = provider().signing(key, algorithm, digest).result();
        assertThat(
                        IndependentCheck.verifies(
                                Samples.publicKeyOf(key.material()), algorithm, MESSAGE, signature))
                .isTrue();
    }

    private void assertDecrypts(WrappedKey key) {
        byte[] ciphertext =
                IndependentCheck.encrypt(publicKey(key), RsaEncryption.RSA_OAEP_256, MESSAGE);
        assertThat(
                        provider()
                                .decrypting(key, RsaEncryption.RSA_OAEP_256, ciphertext)
                                .result()
                                .bytes())
                .isEqualTo(MESSAGE);
    }

    private byte[] blob(int exchangeBits, byte[] key) {
        return TransferSamples.blob(publicKey(exchangeKey(exchangeBits)), key);
    }

    private WrappedKey imported(int exchangeBits, Family family, byte[] key) {
        return imported(exchangeKey(exchangeBits), family, blob(exchangeBits, key));
    }

    private WrappedKey imported(WrappedKey exchangeKey, Family family, byte[] blob) {
        return provider()
                .importTransferred(
                        tenantKey(),
                        new TransferredKey(exchangeKey, family, blob),
                        spec -> header(spec, KeyHeader.purposesOf(spec)));
    }

    private WrappedKey exchangeKey(int bits) {
        return exchangeKeys.computeIfAbsent(bits, _ -> made(new Rsa(bits), KeyHeader.EXCHANGE));
    }

    private WrappedKey made(KeySpec spec, Set<KeyPurpose> purposes) {
        KeyHeader header = header(spec, purposes);
        return new WrappedKey(header, provider().generate(tenantKey(), header), tenantKey());
    }

    private static RsaPublicKey publicKey(WrappedKey key) {
        return (RsaPublicKey) Samples.publicKeyOf(key.material());
    }

    private TenantKey tenantKey() {
        return tenantKeys.computeIfAbsent(TENANT, provider()::createTenantKey);
    }

    private KeyHeader header(KeySpec spec, Set<KeyPurpose> purposes) {
        return new KeyHeader(
                new KeyId(new VaultId(TENANT, UUID.randomUUID()), new ObjectName("transferred")),
                new VersionId(UUID.randomUUID()),
                spec,
                purposes,
                Samples.NOW,
                provider().pool(),
                provider().rootVersion());
    }
}
