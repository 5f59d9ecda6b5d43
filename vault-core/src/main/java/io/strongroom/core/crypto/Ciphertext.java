package io.strongroom.core.crypto;

/// What an encryption makes and a decryption takes. The arrays are not copied. Those that an
/// algorithm does not use are empty.
///
/// @param value as long as the plaintext for AES-GCM
/// @param iv the nonce, or the initialisation vector of CBC
/// @param additionalData what is authenticated and not encrypted
public record Ciphertext(byte[] value, byte[] iv, byte[] additionalData, byte[] tag) {
    /// Length of a nonce of AES-GCM in bytes.
    public static final int IV_BYTES = 12;

    /// Length of a tag of AES-GCM in bytes.
    public static final int TAG_BYTES = 16;

    /// Length of a block of AES, and of an initialisation vector of CBC, in bytes.
    public static final int BLOCK_BYTES = 16;

    private static final byte[] NONE = {};

    /// The ciphertext of an algorithm that has nothing beside it.
    public static Ciphertext of(byte[] value) {
        return new Ciphertext(value, NONE, NONE, NONE);
    }
}
