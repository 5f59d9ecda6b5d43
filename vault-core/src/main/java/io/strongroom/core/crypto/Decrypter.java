package io.strongroom.core.crypto;

/// Decrypts with stored private keys. Calls may throw as those of [Signer].
public interface Decrypter {

    /// A call that decrypts. Its receiver closes the plaintext.
    ///
    /// The call throws `VaultException.InvalidCiphertext`, the same for every invalid ciphertext
    /// (RFC 8017 §7.1.2, §7.2.2) and as late for one as for another.
    HsmCall<SecretBytes> decrypting(WrappedKey key, RsaEncryption algorithm, byte[] ciphertext);

    /// Whether the algorithm can be decrypted.
    boolean supports(RsaEncryption algorithm);
}
