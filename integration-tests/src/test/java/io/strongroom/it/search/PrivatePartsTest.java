package io.strongroom.it.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.it.harness.Base64Url;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.junit.jupiter.api.Test;

class PrivatePartsTest {
    private final RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) pair("RSA").getPrivate();
    private final KeyPair ec = pair("EC");

    @Test
    void finds_the_primes_and_the_exponent_of_an_rsa_key_among_noise() {
        assertThat(found(rsa.getPrimeP(), 128, 1)).hasSize(1).isSubsetOf("p", "q");
        assertThat(found(rsa.getPrimeQ(), 128, 1)).hasSize(1).isSubsetOf("p", "q");
        assertThat(found(rsa.getPrivateExponent(), 256, 1)).containsExactly("d");
    }

    @Test
    void finds_them_with_the_lowest_byte_first() {
        assertThat(found(rsa.getPrimeP(), 128, -1)).hasSize(1).isSubsetOf("p", "q");
        assertThat(found(rsa.getPrivateExponent(), 256, -1)).containsExactly("d");
    }

    @Test
    void finds_nothing_in_noise() {
        RsaPrivateParts search = search();
        search.look(Sample.of(noise(100_000)));

        assertThat(search.found()).isEmpty();
    }

    @Test
    void finds_the_private_value_of_an_elliptic_curve_key_in_both_orders() {
        byte[] value = fixed(((ECPrivateKey) ec.getPrivate()).getS(), 32);
        for (byte[] each : new byte[][] {value, Bytes.reversed(value, 1)}) {
            EcPrivateParts search = new EcPrivateParts(point());
            search.look(Sample.of(buried(each, 8)));

            assertThat(search.found()).containsExactly("d");
        }
    }

    @Test
    void finds_the_private_value_of_an_elliptic_curve_key_in_a_document_at_any_offset() {
        byte[] value = fixed(((ECPrivateKey) ec.getPrivate()).getS(), 32);
        byte[] tag = new String(value, ISO_8859_1).getBytes(UTF_8);
        for (int depth = 60; depth < 64; depth++) {
            byte[] document =
                    ByteBuffer.allocate(2 * depth + Integer.BYTES + tag.length)
                            .put(noise(depth))
                            .putInt(tag.length)
                            .put(tag)
                            .put(noise(depth))
                            .array();
            EcPrivateParts search = new EcPrivateParts(point());
            Texts.forEachField(document, bytes -> search.look(Sample.of(bytes)));

            assertThat(search.found()).as("after %d bytes", depth).containsExactly("d");
        }
    }

    @Test
    void finds_a_prime_in_a_text() {
        RsaPrivateParts search = search();
        byte[] prime = fixed(rsa.getPrimeP(), 128);
        String text = "see prime=%s, and so on".formatted(Base64Url.encode(prime));

        Texts.forEachReading(text, bytes -> search.look(Sample.of(bytes)));

        assertThat(search.found()).hasSize(1);
    }

    private Set<String> found(BigInteger secret, int length, int order) {
        RsaPrivateParts search = search();
        byte[] bytes = fixed(secret, length);
        search.look(Sample.of(buried(order > 0 ? bytes : Bytes.reversed(bytes, 1), 5_001)));
        return search.found();
    }

    private RsaPrivateParts search() {
        return new RsaPrivateParts(rsa.getModulus(), rsa.getPublicExponent());
    }

    private ECPublicKeyParameters point() {
        X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
        var w = ((ECPublicKey) ec.getPublic()).getW();
        return new ECPublicKeyParameters(
                curve.getCurve().createPoint(w.getAffineX(), w.getAffineY()),
                new ECDomainParameters(curve));
    }

    private static byte[] buried(byte[] secret, int depth) {
        byte[] bytes = noise(2 * depth + secret.length);
        System.arraycopy(secret, 0, bytes, depth, secret.length);
        return bytes;
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

    private static byte[] fixed(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[length];
        int count = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
        return fixed;
    }

    private static KeyPair pair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
