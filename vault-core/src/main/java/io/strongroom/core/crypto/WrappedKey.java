package io.strongroom.core.crypto;

/// A key as it is stored, with everything that is needed to open it.
///
/// @param header what the blob of the material is bound to
/// @param tenantKey the key that opens the blob
public record WrappedKey(KeyHeader header, KeyMaterial material, TenantKey tenantKey) {

    /// Compares by identity first: a key in use is compared with its cached handle on each use.
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof WrappedKey key
                        && header.equals(key.header)
                        && material.equals(key.material)
                        && tenantKey.equals(key.tenantKey));
    }

    @Override
    public int hashCode() {
        return header.version().hashCode();
    }
}
