package io.strongroom.core.crypto;

/// A key that was just made: its public half and its wrapped private half.
///
/// @param blob as in [WrappedKey]
public record NewKey(byte[] blob, PublicKeyMaterial publicKey) {}
