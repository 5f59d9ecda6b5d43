package io.strongroom.core.crypto;

import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bouncycastle.util.BigIntegers;

/// Ciphertexts of RSAES-PKCS1-v1_5 (RFC 8017 §7.2) whose padding is known, because they were made
/// from it with raw RSA.
final class WrongPkcs1 {
    private static final int SHORTEST = 8;

    private WrongPkcs1() {}

    /// Ciphertexts that cannot be decrypted, by what is wrong with them.
    static Map<String, byte[]> ciphertexts(RsaPublicKey key) {
        int length = key.spec().modulusBytes();
        byte[] good = encrypted(key, encoded(length, 64));
        Map<String, byte[]> wrong = new LinkedHashMap<>();
        wrong.put("first byte is 1", made(key, block -> block[0] = 1));
        wrong.put("second byte is 0", made(key, block -> block[1] = 0));
        wrong.put("block type of a signature", made(key, block -> block[1] = 1));
        wrong.put("second byte is 3", made(key, block -> block[1] = 3));
        wrong.put("no separator", made(key, block -> Arrays.fill(block, 2, length, (byte) 7)));
        wrong.put("padding of 0 bytes", made(key, block -> block[2] = 0));
        wrong.put("padding of 1 byte", made(key, block -> block[3] = 0));
        wrong.put("padding of 7 bytes", encrypted(key, encoded(length, 7)));
        wrong.put("padding of zeros", made(key, block -> Arrays.fill(block, 2, 66, (byte) 0)));
        wrong.put("number 0", new byte[length]);
        wrong.put("number 1", encrypted(key, one(length)));
        wrong.put("the modulus", BigIntegers.asUnsignedByteArray(length, key.modulus()));
        wrong.put("larger than the modulus", ones(length));
        wrong.put("a byte too short", Arrays.copyOf(good, length - 1));
        wrong.put("a byte too long", Arrays.copyOf(good, length + 1));
        wrong.put("empty", new byte[0]);
        return wrong;
    }

    /// The ciphertext of a plaintext that is as long as can be.
    static byte[] shortestPadding(RsaPublicKey key) {
        return encrypted(key, encoded(key.spec().modulusBytes(), SHORTEST));
    }

    private static byte[] made(RsaPublicKey key, Consumer<byte[]> damage) {
        byte[] block = encoded(key.spec().modulusBytes(), 64);
        damage.accept(block);
        return encrypted(key, block);
    }

    /// `00 02 ff…ff 00` and the message.
    private static byte[] encoded(int length, int padding) {
        byte[] block = new byte[length];
        Arrays.fill(block, (byte) 0x5a);
        block[0] = 0;
        block[1] = 2;
        Arrays.fill(block, 2, 2 + padding, (byte) 0xff);
        block[2 + padding] = 0;
        return block;
    }

    private static byte[] one(int length) {
        byte[] block = new byte[length];
        block[length - 1] = 1;
        return block;
    }

    private static byte[] ones(int length) {
        byte[] block = new byte[length];
        Arrays.fill(block, (byte) 0xff);
        return block;
    }

    private static byte[] encrypted(RsaPublicKey key, byte[] block) {
        BigInteger number = new BigInteger(1, block).modPow(key.exponent(), key.modulus());
        return BigIntegers.asUnsignedByteArray(block.length, number);
    }
}
