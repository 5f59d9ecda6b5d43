package io.strongroom.core.crypto;

/// What a private or secret key can be unwrapped for. A secret key encrypts as well where a private
/// one only decrypts. A handle inside the HSM serves exactly one purpose.
public enum KeyPurpose {
    SIGN,
    DECRYPT,

    /// It unwraps keys of callers inside the HSM. A key with this purpose has no other.
    IMPORT,

    /// It is wrapped for others, and under another root key than all other keys.
    RELEASE
}
