package io.strongroom.core.crypto;

import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;

/// Wraps stored keys for others. Only a key that was made with [KeyPurpose#RELEASE] can be: the HSM
/// holds it to that. No key is ever outside of the HSM unwrapped.
///
/// Calls may throw as those of [Signer].
public interface KeyReleaser {

    /// Whether the HSM can wrap in this way. If it has no keys for release, it can in none.
    boolean supports(ReleaseWrapping wrapping);

    /// Wraps a key for a recipient inside the HSM.
    ///
    /// @return as PKCS#11 v3.0 `CKM_RSA_AES_KEY_WRAP` has it: an AES-256 key under RSA-OAEP, then
    ///   the key (PKCS#8, or the bytes of a secret key) under AES-KWP
    /// @throws io.strongroom.core.VaultException.Integrity if the key was not made to be released
    byte[] wrap(WrappedKey key, RsaPublicKey recipient, ReleaseWrapping wrapping);

    /// The certificate of the key that signs what is released, DER.
    byte[] certificate();

    /// A call that signs with RS256.
    ///
    /// @param digest 32 bytes
    HsmCall<byte[]> signing(byte[] digest);
}
