package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import java.util.Optional;

/// How a ciphertext of RSAES-OAEP is decrypted.
public enum OaepRoute {
    /// By the token, including the padding.
    NATIVE {
        @Override
        public Optional<byte[]> decrypt(
                CryptokiSession session, long key, RsaEncryption algorithm, byte[] ciphertext) {
            return Optional.of(session.decrypt(Mechanisms.oaep(algorithm.hash()), key, ciphertext));
        }
    },

    /// By the token with raw RSA (`CKM_RSA_X_509`); [OaepDecoding] removes the padding in process.
    /// The key stays in the token, and the plaintext reaches this process with either route. Only
    /// for tokens that lack the mechanism: SoftHSM has it with SHA-1 only.
    RAW_RSA {
        @Override
        public Optional<byte[]> decrypt(
                CryptokiSession session, long key, RsaEncryption algorithm, byte[] ciphertext) {
            byte[] block = session.decrypt(Mechanisms.RAW_RSA, key, ciphertext);
            return OaepDecoding.decode(block, ciphertext.length, algorithm.hash());
        }
    };

    /// Decrypts a ciphertext that is as long as the modulus.
    ///
    /// @return the plaintext; empty if the padding is invalid
    /// @throws io.strongroom.pkcs11.cryptoki.CryptokiException if the token refuses the ciphertext
    public abstract Optional<byte[]> decrypt(
            CryptokiSession session, long key, RsaEncryption algorithm, byte[] ciphertext);
}
