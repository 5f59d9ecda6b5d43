package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.AesEncryption;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.software.AesKeyWrap;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import java.util.Arrays;
import java.util.Optional;

/// Encrypts and decrypts bytes of a caller with an AES key on a token.
///
/// Key wrap is made of single blocks (`CKM_AES_ECB`), which every token encrypts: SoftHSM wraps
/// keys on the token only, and no customer's key ever wraps one of those.
final class AesCipher {
    /// The mechanisms that the key is used with.
    static final long[] MECHANISMS = {Ckm.AES_GCM, Ckm.AES_ECB};

    /// Shortest result of key wrap: RFC 3394 of 16 bytes, RFC 5649 of one.
    private static final int SHORTEST_KW = 24;

    private static final int SHORTEST_KWP = 16;
    private static final int LONGEST_WRAPPED = 1024 + 16;
    private static final Mechanism BLOCK = new Mechanism.Plain(Ckm.AES_ECB);

    private final CryptokiSession session;
    private final long handle;

    AesCipher(CryptokiSession session, long handle) {
        this.session = session;
        this.handle = handle;
    }

    Ciphertext encrypt(AesEncryption algorithm, byte[] plaintext, byte[] additionalData) {
        return switch (algorithm.mode()) {
            case GCM -> gcm(plaintext, additionalData);
            case KW, KWP ->
                    Ciphertext.of(
                            AesKeyWrap.wrap(
                                    algorithm.mode(),
                                    block -> session.encrypt(BLOCK, handle, block),
                                    plaintext));
        };
    }

    /// Decrypts.
    ///
    /// @return empty if the ciphertext is not of this key
    /// @throws io.strongroom.pkcs11.cryptoki.CryptokiException if the token refuses it
    Optional<byte[]> decrypt(AesEncryption algorithm, Ciphertext ciphertext) {
        int length = ciphertext.value().length;
        return switch (algorithm.mode()) {
            case GCM ->
                    Optional.of(
                            session.decrypt(
                                    new Mechanism.Gcm(ciphertext.iv(), ciphertext.additionalData()),
                                    handle,
                                    Mechanisms.joined(ciphertext.value(), ciphertext.tag())));
            case KW -> unwrap(algorithm, ciphertext, length >= SHORTEST_KW);
            case KWP -> unwrap(algorithm, ciphertext, length >= SHORTEST_KWP);
        };
    }

    private Optional<byte[]> unwrap(
            AesEncryption algorithm, Ciphertext ciphertext, boolean longEnough) {
        int length = ciphertext.value().length;
        return longEnough && length % 8 == 0 && length <= LONGEST_WRAPPED
                ? AesKeyWrap.unwrap(
                        algorithm.mode(),
                        block -> session.decrypt(BLOCK, handle, block),
                        ciphertext.value())
                : Optional.empty();
    }

    private Ciphertext gcm(byte[] plaintext, byte[] additionalData) {
        byte[] nonce = session.random(Ciphertext.IV_BYTES);
        byte[] sealed =
                session.encrypt(new Mechanism.Gcm(nonce, additionalData), handle, plaintext);
        int length = sealed.length - Ciphertext.TAG_BYTES;
        return new Ciphertext(
                Arrays.copyOf(sealed, length),
                nonce,
                additionalData,
                Arrays.copyOfRange(sealed, length, sealed.length));
    }
}
