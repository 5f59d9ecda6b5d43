package io.strongroom.core.crypto;

/// Encrypts and decrypts with stored secret keys. Calls may throw as those of [Signer].
public interface SecretKeyCipher {
    /// Longest plaintext that key wrap takes, in bytes: each 8 bytes of it are 6 turns of the HSM.
    int MAX_WRAPPED_BYTES = 1024;

    /// A call that encrypts. The nonce of AES-GCM comes from the HSM (NIST SP 800-38D §8.2.2).
    ///
    /// @param plaintext for key wrap (RFC 3394) a multiple of 8 bytes and 16 at least, with padding
    ///   (RFC 5649) 1 at least; for CBC whole blocks, with or without padding beside an
    ///   initialisation vector
    HsmCall<Ciphertext> encrypting(WrappedKey key, AesEncryption algorithm, Plaintext plaintext);

    /// A call that decrypts. Its receiver closes the plaintext.
    ///
    /// The call throws `VaultException.InvalidCiphertext`, the same for every invalid ciphertext.
    HsmCall<SecretBytes> decrypting(WrappedKey key, AesEncryption algorithm, Ciphertext ciphertext);
}
