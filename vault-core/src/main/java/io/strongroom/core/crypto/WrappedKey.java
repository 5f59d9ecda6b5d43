package io.strongroom.core.crypto;

import java.util.Arrays;

/// A private key as it is kept: wrapped inside the HSM and sealed to its header.
///
/// @param header what the blob is bound to
/// @param blob format of the provider; for PKCS#11 `nonce || AES-256-GCM[tenant key;
///   header](AES-KWP[root key](key))`
/// @param publicKey the public half, against which a handle is checked before its first use
/// @param tenantKey the key that opens the blob
public record WrappedKey(
        KeyHeader header, byte[] blob, PublicKeyMaterial publicKey, TenantKey tenantKey) {
    public WrappedKey {
        blob = blob.clone();
    }

    @Override
    public byte[] blob() {
        return blob.clone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof WrappedKey key
                        && header.equals(key.header)
                        && Arrays.equals(blob, key.blob)
                        && publicKey.equals(key.publicKey)
                        && tenantKey.equals(key.tenantKey));
    }

    @Override
    public int hashCode() {
        return header.version().hashCode();
    }
}
