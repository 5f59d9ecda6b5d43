package io.strongroom.core.crypto.software;

import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

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
        byte[] prefix = prefix(hash);
        byte[] encoded = new byte[length];
        int zero = length - digest.length - prefix.length - 1;
        encoded[1] = 1;
        Arrays.fill(encoded, 2, zero, (byte) 0xff);
        System.arraycopy(prefix, 0, encoded, zero + 1, prefix.length);
        System.arraycopy(digest, 0, encoded, length - digest.length, digest.length);
        return encoded;
    }

    /// The DigestInfo up to the digest (RFC 8017 §9.2, note 1).
    private static byte[] prefix(Hash hash) {
        return HexFormat.of()
                .parseHex(
                        switch (hash) {
                            case SHA_1 -> "3021300906052b0e03021a05000414";
                            case SHA_256 -> "3031300d060960864801650304020105000420";
                            case SHA_384 -> "3041300d060960864801650304020205000430";
                            case SHA_512 -> "3051300d060960864801650304020305000440";
                        });
    }
}
