package io.strongroom.pkcs11.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.crypto.Hash;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OaepDecodingTest {
    private static final int MODULUS_BYTES = 256;
    private static KeyPair pair;

    @BeforeAll
    static void makeKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(8 * MODULUS_BYTES);
        pair = generator.generateKeyPair();
    }

    @ParameterizedTest
    @EnumSource
    void what_the_jdk_encodes_is_decoded(Hash hash) throws GeneralSecurityException {
        byte[] longest = new byte[MODULUS_BYTES - 2 * hash.bytes() - 2];
        Arrays.fill(longest, (byte) 1);
        for (byte[] message : List.of("hello".getBytes(US_ASCII), new byte[0], longest)) {
            assertThat(OaepDecoding.decode(encoded(message, hash), MODULUS_BYTES, hash))
                    .hasValue(message);
        }
    }

    @Test
    void leading_zeros_may_be_left_out() throws GeneralSecurityException {
        byte[] block = encoded("hello".getBytes(US_ASCII), Hash.SHA_256);
        byte[] shorter = Arrays.copyOfRange(block, 1, block.length);

        assertThat(OaepDecoding.decode(shorter, MODULUS_BYTES, Hash.SHA_256))
                .hasValue("hello".getBytes(US_ASCII));
    }

    @Test
    void the_block_is_wiped() throws GeneralSecurityException {
        byte[] block = encoded("hello".getBytes(US_ASCII), Hash.SHA_256);

        OaepDecoding.decode(block, MODULUS_BYTES, Hash.SHA_256);

        assertThat(block).containsOnly(0);
    }

    @Test
    void every_flipped_byte_is_noticed() throws GeneralSecurityException {
        byte[] good = encoded("hello".getBytes(US_ASCII), Hash.SHA_256);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            assertThat(OaepDecoding.decode(bad, MODULUS_BYTES, Hash.SHA_256)).isEmpty();
        }
    }

    @Test
    void another_hash_and_nothing_at_all_are_no_encodings() throws GeneralSecurityException {
        byte[] block = encoded("hello".getBytes(US_ASCII), Hash.SHA_256);

        assertThat(OaepDecoding.decode(block, MODULUS_BYTES, Hash.SHA_1)).isEmpty();
        assertThat(OaepDecoding.decode(new byte[MODULUS_BYTES], MODULUS_BYTES, Hash.SHA_256))
                .isEmpty();
        assertThat(OaepDecoding.decode(new byte[0], MODULUS_BYTES, Hash.SHA_256)).isEmpty();
    }

    /// The encoded message: what raw RSA gives for what the JDK encrypted.
    private static byte[] encoded(byte[] message, Hash hash) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                pair.getPublic(),
                new OAEPParameterSpec(
                        hash.jcaName(),
                        "MGF1",
                        new MGF1ParameterSpec(hash.jcaName()),
                        PSource.PSpecified.DEFAULT));
        RSAPrivateKey key = (RSAPrivateKey) pair.getPrivate();
        BigInteger ciphertext = new BigInteger(1, cipher.doFinal(message));
        return BigIntegers.asUnsignedByteArray(
                MODULUS_BYTES, ciphertext.modPow(key.getPrivateExponent(), key.getModulus()));
    }
}
