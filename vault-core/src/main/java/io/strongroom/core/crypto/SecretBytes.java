package io.strongroom.core.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/// Bytes that must not stay in memory: a plaintext, a key, a secret's value. They never become a
/// `String`, are not shown by [#toString], compare in constant time and are overwritten by
/// [#close].
public final class SecretBytes implements AutoCloseable {
    private final byte[] bytes;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Takes over an array; the caller must not use it any more.
    public static SecretBytes of(byte[] bytes) {
        return new SecretBytes(bytes);
    }

    /// The bytes themselves, not a copy. They are zeros once this is closed.
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    /// Overwrites the bytes with zeros.
    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    /// The length: a hash would tell something about the bytes.
    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "[" + bytes.length + " bytes]";
    }
}
