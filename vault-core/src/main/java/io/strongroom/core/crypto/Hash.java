package io.strongroom.core.crypto;

/// A hash function that algorithms refer to (FIPS 180-4).
public enum Hash {
    SHA_1("SHA-1", 20),
    SHA_256("SHA-256", 32),
    SHA_384("SHA-384", 48),
    SHA_512("SHA-512", 64);

    private final String jcaName;
    private final int bytes;

    Hash(String jcaName, int bytes) {
        this.jcaName = jcaName;
        this.bytes = bytes;
    }

    public String jcaName() {
        return jcaName;
    }

    /// Length of a digest in bytes.
    public int bytes() {
        return bytes;
    }
}
