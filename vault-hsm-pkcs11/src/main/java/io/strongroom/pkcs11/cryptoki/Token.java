package io.strongroom.pkcs11.cryptoki;

/// A token in a slot (`CK_TOKEN_INFO`).
///
/// @param slot number of the slot, which may change with every initialisation
/// @param label without the padding
/// @param initialized `CKF_TOKEN_INITIALIZED`
/// @param pinInitialized `CKF_USER_PIN_INITIALIZED`
public record Token(long slot, String label, boolean initialized, boolean pinInitialized) {}
