package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.RsaEncryption.Padding;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import java.util.Optional;

/// How a ciphertext of RSA is decrypted.
public enum RsaRoute {
    /// By the token, including the padding. Not for RSAES-PKCS1-v1_5: how a token answers to an
    /// invalid padding, and how long it takes, is its own.
    NATIVE {
        @Override
        public boolean fits(RsaEncryption algorithm) {
            return algorithm.padding() instanceof Padding.Oaep;
        }

        @Override
        Optional<byte[]> decrypt(
                CryptokiSession session, long key, Padding padding, byte[] ciphertext) {
            return switch (padding) {
                case Padding.Oaep(Hash hash) ->
                        Optional.of(session.decrypt(Mechanisms.oaep(hash), key, ciphertext));
                case Padding.Pkcs1 _ -> throw new IllegalArgumentException("no native route");
            };
        }
    },

    /// By the token with raw RSA (`CKM_RSA_X_509`); the padding is removed in process, in constant
    /// time. The key stays in the token, and the plaintext reaches this process with either route.
    /// RSAES-OAEP goes this way only with tokens that lack the mechanism: SoftHSM has it with SHA-1
    /// only.
    RAW {
        @Override
        public boolean fits(RsaEncryption algorithm) {
            return true;
        }

        @Override
        Optional<byte[]> decrypt(
                CryptokiSession session, long key, Padding padding, byte[] ciphertext) {
            byte[] block = session.decrypt(Mechanisms.RAW_RSA, key, ciphertext);
            return switch (padding) {
                case Padding.Oaep(Hash hash) -> OaepDecoding.decode(block, ciphertext.length, hash);
                case Padding.Pkcs1 _ -> Pkcs1Decoding.decode(block, ciphertext.length);
            };
        }
    };

    /// Whether an algorithm may go this way.
    public abstract boolean fits(RsaEncryption algorithm);

    /// Decrypts a ciphertext that is as long as the modulus and less than it.
    ///
    /// @return the plaintext; empty if the padding is invalid
    /// @throws io.strongroom.pkcs11.cryptoki.CryptokiException if the token refuses the ciphertext
    public final Optional<byte[]> decrypt(
            CryptokiSession session, long key, RsaEncryption algorithm, byte[] ciphertext) {
        return decrypt(session, key, algorithm.padding(), ciphertext);
    }

    abstract Optional<byte[]> decrypt(
            CryptokiSession session, long key, Padding padding, byte[] ciphertext);
}
