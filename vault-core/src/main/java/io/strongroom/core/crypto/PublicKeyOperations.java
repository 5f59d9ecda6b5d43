package io.strongroom.core.crypto;

/// What anybody can do with a public key. It is done in process and never touches the HSM.
public interface PublicKeyOperations {

    /// Verifies a signature over a finished digest.
    ///
    /// @return false for every signature that does not belong, whatever its length
    /// @throws io.strongroom.core.VaultException for a digest of the wrong length
    boolean verify(
            PublicKeyMaterial key, SignatureAlgorithm algorithm, byte[] digest, byte[] signature);

    /// Encrypts.
    ///
    /// @throws io.strongroom.core.VaultException for a plaintext that is too long
    byte[] encrypt(PublicKeyMaterial key, RsaEncryption algorithm, byte[] plaintext);
}
