package io.strongroom.core.crypto;

/// A key that a caller wrapped for the HSM (`CKM_RSA_AES_KEY_WRAP`, PKCS#11 v3.0 §2.1.21): an AES
/// key under the public half of an exchange key (RSAES-OAEP with SHA-1), then under that AES key,
/// with AES-KWP (RFC 5649), the private key as PKCS#8 or the bytes of the secret key. Only the HSM
/// opens it.
///
/// @param exchangeKey unwraps it; an RSA key
/// @param family what it is; the size of an RSA or a secret key shows once it is unwrapped
public record TransferredKey(WrappedKey exchangeKey, Family family, byte[] blob) {
    /// Shortest result of AES-KWP of a key: 16 bytes and the integrity check.
    private static final int SHORTEST_WRAPPED = 24;

    /// The PKCS#8 of an RSA key of 4096 bits has 2400 bytes at most; the rest is for attributes.
    private static final int LONGEST_WRAPPED = 4096;

    public TransferredKey {
        if (!(exchangeKey.header().spec() instanceof KeySpec.Rsa)) {
            throw new IllegalArgumentException("an exchange key that is no RSA key");
        }
        blob = blob.clone();
    }

    /// What a transferred key is.
    public sealed interface Family {
        /// An RSA key of any size.
        record Rsa() implements Family {}

        /// A key on this curve.
        record Ec(Curve curve) implements Family {}

        /// A secret key of any size.
        record Oct() implements Family {}
    }

    @Override
    public byte[] blob() {
        return blob.clone();
    }

    /// Length of the first part, the wrapped AES key, in bytes.
    public int encryptedBytes() {
        return ((KeySpec.Rsa) exchangeKey.header().spec()).modulusBytes();
    }

    /// Length of the second part, the wrapped key, in bytes; 0 or less if there is none.
    public int wrappedBytes() {
        return blob.length - encryptedBytes();
    }

    /// Whether its length is possible.
    public boolean hasPossibleLength() {
        int wrapped = wrappedBytes();
        return wrapped % 8 == 0 && wrapped >= SHORTEST_WRAPPED && wrapped <= LONGEST_WRAPPED;
    }
}
