package io.strongroom.core.crypto;

import io.strongroom.core.Continuation;
import io.strongroom.core.identity.TenantId;

/// Holds keys and does what only the holder can do. Public-key work never comes here.
///
/// Every method may throw `VaultException.Busy` (no capacity, try again), `VaultException` (the HSM
/// does not answer) and `VaultException.Integrity` (a blob, a tenant key or a public key is not
/// what was stored).
public interface KeyProvider {

    /// Version of the root key under which new keys are wrapped.
    int rootVersion();

    /// Makes the key of a new tenant.
    TenantKey createTenantKey(TenantId tenant);

    /// Makes a key pair inside the HSM, wraps it, binds it to its header and forgets it.
    NewKey generate(TenantKey tenantKey, KeyHeader header);

    /// Signs a digest. The signature is as RFC 7518 §3 has it: for RSA as long as the modulus, for
    /// ECDSA `r || s`.
    ///
    /// @param digest exactly as long as the algorithm's hash
    /// @param then runs once, on whichever thread made the signature
    <R> R sign(
            WrappedKey key,
            SignatureAlgorithm algorithm,
            byte[] digest,
            Continuation<byte[], R> then);

    /// Decrypts. Whoever gets the plaintext wipes it.
    ///
    /// @param then runs once, on whichever thread decrypted
    /// @throws io.strongroom.core.VaultException the same for every wrong ciphertext (RFC 8017
    ///   §7.1.2)
    <R> R decrypt(
            WrappedKey key,
            EncryptionAlgorithm algorithm,
            byte[] ciphertext,
            Continuation<byte[], R> then);

    /// Signs a digest, as above.
    default byte[] sign(WrappedKey key, SignatureAlgorithm algorithm, byte[] digest) {
        return sign(key, algorithm, digest, Continuation.none());
    }

    /// Decrypts, as above.
    default byte[] decrypt(WrappedKey key, EncryptionAlgorithm algorithm, byte[] ciphertext) {
        return decrypt(key, algorithm, ciphertext, Continuation.none());
    }

    /// Whether this provider can decrypt with the algorithm.
    boolean supports(EncryptionAlgorithm algorithm);
}
