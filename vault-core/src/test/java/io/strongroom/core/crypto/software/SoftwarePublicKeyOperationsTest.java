package io.strongroom.core.crypto.software;

import static io.strongroom.core.Refused.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Concurrently;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.RsaEncryption.Padding;
import io.strongroom.core.crypto.RsaPairs;
import io.strongroom.core.crypto.SignatureAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against published vectors, and against signatures and decryptions of the JDK.
final class SoftwarePublicKeyOperationsTest {
    private static final byte[] MESSAGE = "sample".getBytes(UTF_8);
    private final PublicKeyOperations operations = new SoftwarePublicKeyOperations();

    static Stream<VerifyVector> published() {
        return Stream.of(
                        "rfc6979.txt",
                        "secp256k1.txt",
                        "wycheproof.txt",
                        "nist-rsa-pkcs1.txt",
                        "nist-rsa-pss-other-salt.txt")
                .flatMap(resource -> VerifyVector.read(resource).stream());
    }

    static Stream<VerifyVector> publishedSignatures() {
        return published().filter(VerifyVector::valid);
    }

    @ParameterizedTest
    @MethodSource("published")
    void a_published_signature_verifies_exactly_when_it_is_valid(VerifyVector vector) {
        assertThat(verify(vector, vector.signature())).isEqualTo(vector.valid());
    }

    @ParameterizedTest
    @MethodSource("publishedSignatures")
    void a_signature_with_a_flipped_bit_or_another_length_is_none(VerifyVector vector) {
        byte[] good = vector.signature();
        byte[] longer = new byte[good.length + 1];
        System.arraycopy(good, 0, longer, 1, good.length);

        assertThat(verify(vector, flipped(good, 0))).isFalse();
        assertThat(verify(vector, flipped(good, good.length - 1))).isFalse();
        assertThat(verify(vector, longer)).isFalse();
        assertThat(verify(vector, Arrays.copyOf(good, good.length + 1))).isFalse();
        assertThat(verify(vector, Arrays.copyOf(good, good.length - 1))).isFalse();
        assertThat(verify(vector, Arrays.copyOf(good, good.length / 2))).isFalse();
        assertThat(verify(vector, new byte[0])).isFalse();
        assertThat(verify(vector, new byte[good.length])).isFalse();
        assertThat(verify(vector, filled(good.length, 0xff))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("publishedSignatures")
    void a_signature_of_another_digest_is_none(VerifyVector vector) {
        byte[] other = flipped(vector.digest(), 3);

        assertThat(operations.verify(vector.key(), vector.algorithm(), other, vector.signature()))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("publishedSignatures")
    void a_digest_of_another_length_is_a_bad_parameter(VerifyVector vector) {
        byte[] shorter = Arrays.copyOf(vector.digest(), vector.digest().length - 1);

        assertThatThrownBy(() ->
                        operations.verify(
                                vector.key(), vector.algorithm(), shorter, vector.signature()))
                .is(refused(400));
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 4096})
    void signatures_of_the_jdk_verify_with_every_rsa_algorithm(int bits) throws Exception {
        KeyPair pair = pair(new Rsa(bits));

        assertThat(algorithmsFor(new Rsa(bits))).hasSize(6);
        for (SignatureAlgorithm algorithm : algorithmsFor(new Rsa(bits))) {
            byte[] signature =
                    algorithm.name().startsWith("PS")
                            ? pss(pair, algorithm, algorithm.hash().bytes())
                            : jdkSignature(pair, hashName(algorithm) + "withRSA");
            assertThat(operations.verify(material(pair), algorithm, digest(algorithm), signature))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384", "P_521"})
    void signatures_of_the_jdk_verify_on_its_curves(Curve curve) throws Exception {
        KeyPair pair = pair(new Ec(curve));
        SignatureAlgorithm algorithm = algorithmsFor(new Ec(curve)).getFirst();
        byte[] signature = jdkSignature(pair, hashName(algorithm) + "withECDSAinP1363Format");

        assertThat(operations.verify(material(pair), algorithm, digest(algorithm), signature))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 31, 33, 222})
    void a_pss_signature_with_a_salt_of_another_length_is_none(int saltBytes) throws Exception {
        KeyPair pair = pair(new Rsa(2048));
        SignatureAlgorithm ps256 = SignatureAlgorithm.PS256;

        assertThat(
                        operations.verify(
                                material(pair), ps256, digest(ps256), pss(pair, ps256, saltBytes)))
                .isFalse();
    }

    @Test
    void a_pkcs1_signature_is_no_pss_signature_and_the_other_way_round() throws Exception {
        KeyPair pair = pair(new Rsa(2048));
        byte[] digest = digest(SignatureAlgorithm.RS256);
        byte[] pkcs1 = jdkSignature(pair, "SHA256withRSA");
        byte[] pss = pss(pair, SignatureAlgorithm.PS256, 32);

        assertThat(operations.verify(material(pair), SignatureAlgorithm.PS256, digest, pkcs1))
                .isFalse();
        assertThat(operations.verify(material(pair), SignatureAlgorithm.RS256, digest, pss))
                .isFalse();
    }

    @Test
    void an_rsa_signature_plus_the_modulus_is_none() throws Exception {
        KeyPair pair = pair(new Rsa(2048));
        RsaPublicKey key = (RsaPublicKey) material(pair);
        byte[] signature = smallSignature(pair, key);
        byte[] sum =
                BigIntegers.asUnsignedByteArray(
                        256, new BigInteger(1, signature).add(key.modulus()));

        assertThat(
                        operations.verify(
                                key,
                                SignatureAlgorithm.PS256,
                                digest(SignatureAlgorithm.PS256),
                                signature))
                .isTrue();
        assertThat(
                        operations.verify(
                                key,
                                SignatureAlgorithm.PS256,
                                digest(SignatureAlgorithm.PS256),
                                sum))
                .isFalse();
    }

    @Test
    void an_rsa_signature_of_the_modulus_or_one_is_none() throws Exception {
        RsaPublicKey key = (RsaPublicKey) material(pair(new Rsa(2048)));
        List<BigInteger> values =
                List.of(
                        BigInteger.ZERO,
                        BigInteger.ONE,
                        key.modulus().subtract(BigInteger.ONE),
                        key.modulus());

        for (SignatureAlgorithm algorithm : algorithmsFor(new Rsa(2048))) {
            assertThat(values)
                    .noneMatch(value ->
                            operations.verify(
                                    key,
                                    algorithm,
                                    digest(algorithm),
                                    BigIntegers.asUnsignedByteArray(256, value)));
        }
    }

    @Test
    void an_algorithm_that_does_not_fit_the_key_is_a_bug() throws Exception {
        PublicKeyMaterial rsa = material(pair(new Rsa(2048)));
        PublicKeyMaterial ec = material(pair(new Ec(Curve.P_256)));
        byte[] digest = new byte[32];

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        operations.verify(rsa, SignatureAlgorithm.ES256, digest, new byte[64]));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        operations.verify(ec, SignatureAlgorithm.ES256K, digest, new byte[64]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> operations.encrypt(ec, RsaEncryption.RSA_OAEP, digest));
    }

    @ParameterizedTest
    @EnumSource
    void a_stored_point_that_is_not_on_its_curve_is_an_integrity_violation(Curve curve) {
        byte[] one = new byte[curve.fieldBytes()];
        one[one.length - 1] = 1;
        EcPublicKey key = new EcPublicKey(curve, one, one);
        SignatureAlgorithm algorithm = algorithmsFor(new Ec(curve)).getFirst();
        byte[] signature = filled(2 * curve.fieldBytes(), 0x11);

        assertThatThrownBy(() -> operations.verify(key, algorithm, digest(algorithm), signature))
                .isInstanceOf(VaultException.Integrity.class);
    }

    @ParameterizedTest
    @EnumSource
    void the_jdk_decrypts_what_was_encrypted(RsaEncryption algorithm) throws Exception {
        KeyPair pair = pair(new Rsa(2048));
        int longest = algorithm.maxPlaintextBytes(new Rsa(2048));

        for (int length : new int[] {0, 1, 32, longest}) {
            byte[] plaintext = filled(length, 0x5a);
            byte[] ciphertext = operations.encrypt(material(pair), algorithm, plaintext);

            assertThat(ciphertext).hasSize(256);
            assertThat(jdkDecrypt(pair, algorithm, ciphertext)).isEqualTo(plaintext);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_plaintext_that_is_too_long_is_a_bad_parameter(RsaEncryption algorithm) throws Exception {
        PublicKeyMaterial key = material(pair(new Rsa(2048)));
        int longest = algorithm.maxPlaintextBytes(new Rsa(2048));

        assertThatThrownBy(() -> operations.encrypt(key, algorithm, new byte[longest + 1]))
                .is(refused(400))
                .hasMessage(
                        "The value has %d bytes. %s with an RSA key of 2048 bits encrypts at most %d.",
                        longest + 1, algorithm.jwaName(), longest);
    }

    @Test
    void the_same_plaintext_is_never_encrypted_alike() throws Exception {
        PublicKeyMaterial key = material(pair(new Rsa(2048)));
        byte[] plaintext = new byte[32];

        assertThat(operations.encrypt(key, RsaEncryption.RSA_OAEP_256, plaintext))
                .isNotEqualTo(operations.encrypt(key, RsaEncryption.RSA_OAEP_256, plaintext));
    }

    @Test
    void many_threads_verify_at_once() {
        List<VerifyVector> vectors = published().toList();

        List<Boolean> right =
                Concurrently.run(
                        1000,
                        i -> {
                            VerifyVector vector = vectors.get(i % vectors.size());
                            return verify(vector, vector.signature()) == vector.valid();
                        });

        assertThat(right).containsOnly(true);
    }

    private boolean verify(VerifyVector vector, byte[] signature) {
        return operations.verify(vector.key(), vector.algorithm(), vector.digest(), signature);
    }

    /// A PSS signature that still fits its bytes when the modulus is added; about every second one
    /// does not.
    private static byte[] smallSignature(KeyPair pair, RsaPublicKey key) throws Exception {
        BigInteger limit = BigInteger.ONE.shiftLeft(2048).subtract(key.modulus());
        byte[] signature;
        do {
            signature = pss(pair, SignatureAlgorithm.PS256, 32);
        } while (new BigInteger(1, signature).compareTo(limit) >= 0);
        return signature;
    }

    private static List<SignatureAlgorithm> algorithmsFor(KeySpec spec) {
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(algorithm -> algorithm.fits(spec))
                .toList();
    }

    private static byte[] jdkSignature(KeyPair pair, String name) throws Exception {
        Signature signer = Signature.getInstance(name);
        signer.initSign(pair.getPrivate());
        signer.update(MESSAGE);
        return signer.sign();
    }

    private static byte[] pss(KeyPair pair, SignatureAlgorithm algorithm, int saltBytes)
            throws Exception {
        String hash = algorithm.hash().jcaName();
        Signature signer = Signature.getInstance("RSASSA-PSS");
        signer.setParameter(
                new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), saltBytes, 1));
        signer.initSign(pair.getPrivate());
        signer.update(MESSAGE);
        return signer.sign();
    }

    private static byte[] jdkDecrypt(KeyPair pair, RsaEncryption algorithm, byte[] ciphertext)
            throws Exception {
        Cipher cipher =
                switch (algorithm.padding()) {
                    case Padding.Oaep(Hash hash) -> oaep(pair, hash.jcaName());
                    case Padding.Pkcs1 _ -> {
                        Cipher pkcs1 = Cipher.getInstance("RSA/ECB/PKCS1Padding");
                        pkcs1.init(Cipher.DECRYPT_MODE, pair.getPrivate());
                        yield pkcs1;
                    }
                };
        return cipher.doFinal(ciphertext);
    }

    private static Cipher oaep(KeyPair pair, String hash) throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                pair.getPrivate(),
                new OAEPParameterSpec(
                        hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
        return cipher;
    }

    private static KeyPair pair(KeySpec spec) {
        return switch (spec) {
            case Rsa(int bits) -> RsaPairs.first(bits);
            case Ec(Curve curve) -> ecPair(curve);
            case Oct _ -> throw new AssertionError("a secret key is no pair");
        };
    }

    private static KeyPair ecPair(Curve curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve.secgName()));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicKeyMaterial material(KeyPair pair) {
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return new RsaPublicKey(rsa.getModulus(), rsa.getPublicExponent());
        }
        ECPublicKey ec = (ECPublicKey) pair.getPublic();
        int bits = ec.getParams().getCurve().getField().getFieldSize();
        Curve curve = Curve.named("P-" + bits).orElseThrow();
        return new EcPublicKey(
                curve,
                BigIntegers.asUnsignedByteArray(curve.fieldBytes(), ec.getW().getAffineX()),
                BigIntegers.asUnsignedByteArray(curve.fieldBytes(), ec.getW().getAffineY()));
    }

    private static byte[] digest(SignatureAlgorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.hash().jcaName()).digest(MESSAGE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hashName(SignatureAlgorithm algorithm) {
        return algorithm.hash().jcaName().replace("-", "");
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= 1;
        return copy;
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
