package io.strongroom.pkcs11.cryptoki;

/// What an error means for the caller. Retries depend on nothing else.
public enum ErrorKind {
    /// The request or its key material is wrong. A retry would fail again.
    REQUEST,

    /// Either the request is wrong or the device is gone: only a probe can tell. SoftHSM answers
    /// `CKR_GENERAL_ERROR` to a wrong tag.
    UNCLEAR,

    /// The key's handle is void.
    KEY_LOST,

    /// The session is gone, or another operation is active in it.
    SESSION_LOST,

    /// The token has no session left.
    NO_SESSION,

    /// The login has ended.
    LOGIN_LOST,

    /// The device, the module's connection to it, or a root key's handle is gone.
    DEVICE_LOST,

    /// The PIN is wrong, locked or expired. Never try again: that would lock the token.
    PIN
}
