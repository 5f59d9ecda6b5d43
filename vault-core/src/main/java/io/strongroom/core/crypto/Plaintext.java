package io.strongroom.core.crypto;

/// What an encryption takes. The arrays are not copied.
///
/// @param additionalData what AES-GCM authenticates and does not encrypt; empty for others
public record Plaintext(SecretBytes value, byte[] additionalData) {
    private static final byte[] NONE = {};

    /// The plaintext without additional data.
    public static Plaintext of(SecretBytes value) {
        return new Plaintext(value, NONE);
    }
}
