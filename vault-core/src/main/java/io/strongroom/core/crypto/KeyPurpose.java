package io.strongroom.core.crypto;

/// What a private key can be unwrapped for. A handle inside the HSM serves exactly one purpose.
public enum KeyPurpose {
    SIGN,
    DECRYPT
}
