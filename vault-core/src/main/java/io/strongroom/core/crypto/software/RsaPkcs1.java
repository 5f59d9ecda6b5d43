package io.strongroom.core.crypto.software;

import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;

/// RSASSA-PKCS1-v1_5 over a finished digest (RFC 8017 §8.2.2): builds the one encoding that is
/// right and compares, so that no parser can be fooled.
final class RsaPkcs1 {
    private RsaPkcs1() {}

    static boolean verify(RsaPublicKey key, Hash hash, byte[] digest, byte[] signature) {
        BigInteger number = new BigInteger(1, signature);
        if (number.compareTo(key.modulus()) >= 0) {
            return false;
        }
        byte[] expected = encoded(hash, digest, key.spec().modulusBytes());
        // RSAVP1 (RFC 8017 §5.2.2); the leading zero octet of the encoding is not in the number
        byte[] opened = number.modPow(key.exponent(), key.modulus()).toByteArray();
        return MessageDigest.isEqual(opened, Arrays.copyOfRange(expected, 1, expected.length));
    }

    /// EMSA-PKCS1-v1_5 (RFC 8017 §9.2).
    private static byte[] encoded(Hash hash, byte[] digest, int length) {
        byte[] info = hash.digestInfo(digest);
        byte[] encoded = new byte[length];
        int start = length - info.length;
        encoded[1] = 1;
        Arrays.fill(encoded, 2, start - 1, (byte) 0xff);
        System.arraycopy(info, 0, encoded, start, info.length);
        return encoded;
    }
}
