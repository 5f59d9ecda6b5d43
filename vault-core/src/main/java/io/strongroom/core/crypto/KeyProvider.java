package io.strongroom.core.crypto;

import io.strongroom.core.identity.TenantId;

/// Holds keys and does what only the holder can do. Public-key work never comes here.
///
/// Every method may throw `VaultException.Busy` (no capacity, try again),
/// `VaultException.Unavailable` (the HSM does not answer) and `VaultException.Integrity` (a blob, a
/// tenant key or a public key is not what was stored).
public interface KeyProvider {

    /// Version of the root key under which new keys are wrapped.
    int rootVersion();

    /// Makes the key of a new tenant.
    TenantKey createTenantKey(TenantId tenant);

    /// Makes a key pair inside the HSM, wraps it, binds it to its header and forgets it.
    NewKey generate(TenantKey tenantKey, KeyHeader header);

    /// Signs a digest.
    ///
    /// @param digest exactly as long as the algorithm's hash
    /// @return as RFC 7518 §3 has it: for RSA as long as the modulus, for ECDSA `r || s`
    byte[] sign(WrappedKey key, SignatureAlgorithm algorithm, byte[] digest);

    /// Decrypts.
    ///
    /// @return the plaintext, which the caller wipes
    /// @throws io.strongroom.core.VaultException.BadParameter the same for every wrong ciphertext
    ///   (RFC 8017 §7.1.2)
    byte[] decrypt(WrappedKey key, EncryptionAlgorithm algorithm, byte[] ciphertext);

    /// Whether this provider can decrypt with the algorithm.
    boolean supports(EncryptionAlgorithm algorithm);
}
