package io.strongroom.core.crypto;

/// What an encryption takes. The arrays are not copied. Those that an algorithm does not use are
/// empty.
///
/// @param iv the initialisation vector of CBC
/// @param additionalData what AES-GCM authenticates and does not encrypt
public record Plaintext(SecretBytes value, byte[] iv, byte[] additionalData) {
    private static final byte[] NONE = {};

    /// The plaintext of AES-GCM, whose nonce comes from the HSM.
    public Plaintext(SecretBytes value, byte[] additionalData) {
        this(value, NONE, additionalData);
    }

    /// The plaintext of an algorithm that takes nothing beside it.
    public static Plaintext of(SecretBytes value) {
        return new Plaintext(value, NONE, NONE);
    }
}
