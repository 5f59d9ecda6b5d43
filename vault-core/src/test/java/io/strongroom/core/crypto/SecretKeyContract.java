package io.strongroom.core.crypto;

import static io.strongroom.core.Refused.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.AesEncryption.Mode;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What every key provider does with secret keys.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SecretKeyContract {
    private static final byte[] KEY_OF_CALLER = "32 bytes of a caller's data key.".getBytes(UTF_8);
    private static final byte[] ADDITIONAL = "what is authenticated".getBytes(UTF_8);
    private static final byte[] VECTOR = "sixteen bytes iv".getBytes(UTF_8);
    private static final byte[] NOTHING = {};
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());

    private final Map<TenantId, TenantKey> tenantKeys = new ConcurrentHashMap<>();

    /// The provider, always the same one.
    protected abstract KeyProvider provider();

    static Stream<Arguments> encryptions() {
        return encryptions(_ -> true);
    }

    private static Stream<Arguments> encryptions(Predicate<AesEncryption> wanted) {
        return IntStream.of(128, 192, 256)
                .mapToObj(Oct::new)
                .flatMap(spec ->
                        Arrays.stream(AesEncryption.values())
                                .filter(algorithm -> algorithm.fits(spec))
                                .filter(wanted)
                                .map(algorithm -> Arguments.of(spec, algorithm)));
    }

    /// Those that notice a change; what CBC notices is shown in [#cbc_notices_nothing_but_lengths]
    /// and [#every_wrong_padding_of_cbc_gives_the_same_refusal].
    static Stream<Arguments> noticing() {
        return encryptions(algorithm -> !algorithm.isLegacy());
    }

    static Stream<Arguments> macs() {
        return IntStream.of(128, 192, 256)
                .mapToObj(Oct::new)
                .flatMap(spec ->
                        Arrays.stream(SignatureAlgorithm.values())
                                .filter(algorithm -> algorithm.fits(spec))
                                .map(algorithm -> Arguments.of(spec, algorithm)));
    }

    @ParameterizedTest
    @MethodSource("encryptions")
    void what_was_encrypted_comes_back(Oct spec, AesEncryption algorithm) {
        WrappedKey key = newKey(spec);
        byte[] longest = new byte[SecretKeyCipher.MAX_WRAPPED_BYTES];
        Arrays.fill(longest, (byte) 0x5a);
        byte[] shortest =
                switch (algorithm.mode()) {
                    case GCM, CBC_PAD -> NOTHING;
                    case CBC -> new byte[16];
                    case KW -> new byte[16];
                    case KWP -> new byte[1];
                };

        assertThat(List.of(shortest, KEY_OF_CALLER, longest))
                .allSatisfy(plaintext ->
                        assertThat(decrypt(key, algorithm, encrypt(key, algorithm, plaintext)))
                                .isEqualTo(plaintext));
    }

    @ParameterizedTest
    @MethodSource("noticing")
    void every_wrong_ciphertext_gives_the_same_refusal(Oct spec, AesEncryption algorithm) {
        WrappedKey key = newKey(spec);
        Ciphertext good = encrypt(key, algorithm, KEY_OF_CALLER);
        int length = good.value().length;

        List<String> refusals =
                Stream.concat(
                                Stream.of(
                                        with(good, flipped(good.value(), 0)),
                                        with(good, flipped(good.value(), length - 1)),
                                        with(good, Arrays.copyOf(good.value(), length - 8)),
                                        with(good, Arrays.copyOf(good.value(), length + 8)),
                                        with(good, Arrays.copyOf(good.value(), length + 1)),
                                        with(good, new byte[length]),
                                        with(good, new byte[16]),
                                        with(good, new byte[8]),
                                        with(good, NOTHING)),
                                wrongBeside(algorithm, good))
                        .map(wrong -> catchThrowable(() -> decrypt(key, algorithm, wrong)))
                        .map(refusal -> {
                            assertThat(refusal).is(refused(400));
                            return refusal.toString();
                        })
                        .distinct()
                        .toList();

        assertThat(refusals).containsExactly(refusals.getFirst());
    }

    @ParameterizedTest
    @MethodSource("noticing")
    void another_key_does_not_decrypt(Oct spec, AesEncryption algorithm) {
        Ciphertext made = encrypt(newKey(spec), algorithm, KEY_OF_CALLER);
        WrappedKey other = newKey(spec);

        assertThatThrownBy(() -> decrypt(other, algorithm, made)).is(refused(400));
    }

    @Test
    void cbc_notices_nothing_but_lengths() {
        WrappedKey key = newKey(new Oct(256));
        Ciphertext good = encrypt(key, AesEncryption.A256CBC, KEY_OF_CALLER);

        assertThat(decrypt(key, AesEncryption.A256CBC, with(good, flipped(good.value(), 0))))
                .hasSize(32)
                .isNotEqualTo(KEY_OF_CALLER);
        for (int length : new int[] {0, 1, 8, 15, 17, 24, 31, 33, 40, 47, 49, 1023}) {
            assertInvalid(key, AesEncryption.A256CBC, with(good, new byte[length]));
        }
    }

    @Test
    void every_wrong_padding_of_cbc_gives_the_same_refusal() {
        WrappedKey key = newKey(new Oct(256));

        wrongPaddings()
                .map(block -> encrypt(key, AesEncryption.A256CBC, block))
                .forEach(made -> assertInvalid(key, AesEncryption.A256CBCPAD, made));
        Ciphertext good = encrypt(key, AesEncryption.A256CBCPAD, KEY_OF_CALLER);
        for (int length : new int[] {0, 1, 15, 17, 47, 49}) {
            assertInvalid(
                    key, AesEncryption.A256CBCPAD, with(good, Arrays.copyOf(good.value(), length)));
        }
    }

    @Test
    void a_whole_block_may_be_padding() {
        WrappedKey key = newKey(new Oct(128));
        byte[] block = new byte[16];
        Arrays.fill(block, (byte) 16);

        Ciphertext made = encrypt(key, AesEncryption.A128CBC, block);

        assertThat(decrypt(key, AesEncryption.A128CBCPAD, made)).isEmpty();
        assertThat(encrypt(key, AesEncryption.A128CBCPAD, NOTHING).value()).isEqualTo(made.value());
    }

    /// Blocks that no padding ends.
    private static Stream<byte[]> wrongPaddings() {
        return Stream.of(
                        "00000000000000000000000000000000",
                        "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a00",
                        "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a02",
                        "5a5a5a5a5a5a5a5a5a5a5a5a5a5a0102",
                        "5a5a5a5a5a5a5a5a5a5a5a5a5a030203",
                        "5a5a5a5a5a5a5a5a5a5a5a5a5a020303",
                        "5a5a5a5a5a5a5a080808080807080808",
                        "5a0f0f0f0f0f0f0f0f0f0f0f0f0f0f10",
                        "0f101010101010101010101010101010",
                        "11111111111111111111111111111111",
                        "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a11",
                        "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a80",
                        "ffffffffffffffffffffffffffffffff")
                .map(HexFormat.of()::parseHex);
    }

    private void assertInvalid(WrappedKey key, AesEncryption algorithm, Ciphertext wrong) {
        assertThatThrownBy(() -> decrypt(key, algorithm, wrong))
                .isInstanceOf(VaultException.InvalidCiphertext.class)
                .hasMessage("The ciphertext cannot be decrypted.");
    }

    @Test
    void no_nonce_of_a_key_comes_twice() {
        WrappedKey key = newKey(new Oct(256));
        Set<List<Byte>> nonces = new HashSet<>();

        for (int i = 0; i < 100; i++) {
            byte[] iv = encrypt(key, AesEncryption.A256GCM, KEY_OF_CALLER).iv();
            assertThat(iv).hasSize(Ciphertext.IV_BYTES);
            nonces.add(IntStream.range(0, iv.length).mapToObj(at -> iv[at]).toList());
        }

        assertThat(nonces).hasSize(100);
    }

    @ParameterizedTest
    @MethodSource("macs")
    void a_mac_depends_on_the_key_and_the_digest(Oct spec, SignatureAlgorithm algorithm) {
        assumeTrue(provider().supports(algorithm, spec));
        WrappedKey key = newKey(spec);
        byte[] digest = new byte[algorithm.hash().bytes()];

        byte[] mac = mac(key, algorithm, digest);

        assertThat(mac).hasSize(algorithm.hash().bytes());
        assertThat(mac(key, algorithm, digest)).isEqualTo(mac);
        assertThat(mac(key, algorithm, flipped(digest, 0))).isNotEqualTo(mac);
        assertThat(mac(newKey(spec), algorithm, digest)).isNotEqualTo(mac);
    }

    @Test
    void hs256_is_there_for_keys_as_long_as_its_hash() {
        assertThat(provider().supports(SignatureAlgorithm.HS256, new Oct(256))).isTrue();
    }

    @Test
    void a_blob_opens_only_with_the_header_it_was_made_for() {
        WrappedKey key = newKey(new Oct(256));
        WrappedKey other = newKey(new Oct(256));
        WrappedKey shorter = newKey(new Oct(128));

        assertThat(
                        List.of(
                                new WrappedKey(other.header(), key.material(), key.tenantKey()),
                                new WrappedKey(key.header(), other.material(), key.tenantKey()),
                                new WrappedKey(key.header(), shorter.material(), key.tenantKey()),
                                new WrappedKey(
                                        key.header(),
                                        new KeyMaterial.Secret(flipped(key.material().blob(), 20)),
                                        key.tenantKey()),
                                new WrappedKey(
                                        key.header(),
                                        new KeyMaterial.Secret(NOTHING),
                                        key.tenantKey())))
                .allSatisfy(swapped ->
                        assertThatThrownBy(() ->
                                        encrypt(swapped, AesEncryption.A256GCM, KEY_OF_CALLER))
                                .isInstanceOf(VaultException.Integrity.class));
    }

    @Test
    void a_secret_key_does_not_open_as_a_pair() {
        WrappedKey key = newKey(new Oct(256));
        KeySpec.Ec spec = new KeySpec.Ec(Curve.P_256);
        WrappedKey asPair =
                new WrappedKey(
                        key.header(),
                        new KeyMaterial.Pair(Samples.publicKey(spec), key.material().blob()),
                        key.tenantKey());

        assertThatThrownBy(() -> mac(asPair, SignatureAlgorithm.HS256, new byte[32]))
                .isInstanceOf(VaultException.Integrity.class);
    }

    /// A new key of this size.
    protected final WrappedKey newKey(Oct spec) {
        KeyHeader header = header(spec);
        return new WrappedKey(header, provider().generate(tenantKey(), header), tenantKey());
    }

    private KeyHeader header(Oct spec) {
        return new KeyHeader(
                new KeyId(new VaultId(TENANT, UUID.randomUUID()), new ObjectName("secret")),
                new VersionId(UUID.randomUUID()),
                spec,
                KeyHeader.purposesOf(spec),
                Samples.NOW,
                provider().pool(),
                provider().rootVersion());
    }

    private TenantKey tenantKey() {
        return tenantKeys.computeIfAbsent(TENANT, provider()::createTenantKey);
    }

    private byte[] mac(WrappedKey key, SignatureAlgorithm algorithm, byte[] digest) {
        return provider().signing(key, algorithm, digest).result();
    }

    private Ciphertext encrypt(WrappedKey key, AesEncryption algorithm, byte[] plaintext) {
        byte[] additional = algorithm.mode() == Mode.GCM ? ADDITIONAL : NOTHING;
        byte[] iv = algorithm.isLegacy() ? VECTOR : NOTHING;
        return provider()
                .encrypting(
                        key,
                        algorithm,
                        new Plaintext(SecretBytes.of(plaintext.clone()), iv, additional))
                .result();
    }

    private byte[] decrypt(WrappedKey key, AesEncryption algorithm, Ciphertext ciphertext) {
        return provider().decrypting(key, algorithm, ciphertext).result().bytes();
    }

    private static Stream<Ciphertext> wrongBeside(AesEncryption algorithm, Ciphertext good) {
        return algorithm.mode() == Mode.GCM
                ? Stream.of(
                        new Ciphertext(good.value(), flipped(good.iv(), 0), ADDITIONAL, good.tag()),
                        new Ciphertext(good.value(), good.iv(), flipped(ADDITIONAL, 0), good.tag()),
                        new Ciphertext(good.value(), good.iv(), NOTHING, good.tag()),
                        new Ciphertext(
                                good.value(), good.iv(), ADDITIONAL, flipped(good.tag(), 15)))
                : Stream.of();
    }

    private static Ciphertext with(Ciphertext good, byte[] value) {
        return new Ciphertext(value, good.iv(), good.additionalData(), good.tag());
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }
}
