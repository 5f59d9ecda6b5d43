package io.strongroom.core.crypto;

import io.strongroom.core.state.CanonicalBytes;
import java.util.List;
import java.util.Optional;

/// Encrypts backups, and binds keys that come back to the place they come to. All of it happens
/// inside the HSM; no key leaves it unwrapped.
///
/// Every method may throw `VaultException.Busy` and a `VaultException` about `SERVICE_UNAVAILABLE`.
public interface BackupCipher {

    /// Encrypts the parts of a backup under a new key. It is made in the HSM for this backup only
    /// and leaves it wrapped.
    ///
    /// @param context what the backup is bound to
    EncryptedParts encrypt(byte[] context, List<byte[]> parts);

    /// Decrypts the result of [#encrypt].
    ///
    /// @return empty if it was not encrypted with this context, or the HSM lacks its root key
    Optional<List<byte[]>> decrypt(byte[] context, EncryptedParts encrypted);

    /// Binds stored keys to other headers, under another tenant's key or the same. The keys stay
    /// wrapped under their root key meanwhile.
    ///
    /// @param headers for each key, in their order; they keep its type and root version
    /// @return the material of each key; empty if a key does not open, or the HSM lacks a root key
    /// @throws io.strongroom.core.VaultException.Integrity if the tenant's key is not what was
    ///   stored
    Optional<List<KeyMaterial>> rebind(
            List<WrappedKey> keys, TenantKey tenantKey, List<KeyHeader> headers);

    /// What a part is authenticated with: it opens in its backup and at its place only.
    static byte[] additionalData(byte[] context, int index) {
        return new CanonicalBytes("backup-part/1").bytes(context).number(index).toBytes();
    }
}
