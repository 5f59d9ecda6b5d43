package io.strongroom.core.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A hash function that algorithms refer to (FIPS 180-4).
public enum Hash {
    SHA_1("SHA-1", 20, "3021300906052b0e03021a05000414"),
    SHA_256("SHA-256", 32, "3031300d060960864801650304020105000420"),
    SHA_384("SHA-384", 48, "3041300d060960864801650304020205000430"),
    SHA_512("SHA-512", 64, "3051300d060960864801650304020305000440");

    private final String jcaName;
    private final int bytes;
    private final byte[] digestInfoPrefix;

    /// @param digestInfoPrefix DER of a DigestInfo up to the digest (RFC 8017 §9.2, note 1)
    Hash(String jcaName, int bytes, String digestInfoPrefix) {
        this.jcaName = jcaName;
        this.bytes = bytes;
        this.digestInfoPrefix = HexFormat.of().parseHex(digestInfoPrefix);
    }

    public String jcaName() {
        return jcaName;
    }

    /// The digest of some bytes.
    public byte[] of(byte[] content) {
        return computation().digest(content);
    }

    /// Begins to compute a digest.
    public MessageDigest computation() {
        try {
            return MessageDigest.getInstance(jcaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + jcaName, e);
        }
    }

    /// Length of a digest in bytes.
    public int bytes() {
        return bytes;
    }

    /// The DigestInfo of a digest, which RSASSA-PKCS1-v1_5 signs (RFC 8017 §9.2).
    public byte[] digestInfo(byte[] digest) {
        int prefix = digestInfoPrefix.length;
        byte[] info = Arrays.copyOf(digestInfoPrefix, prefix + digest.length);
        System.arraycopy(digest, 0, info, prefix, digest.length);
        return info;
    }
}
