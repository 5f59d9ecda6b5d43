package io.strongroom.pkcs11.key;

import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import java.util.Arrays;

/// Bytes that a token encrypts and authenticates: `nonce || AES-256-GCM`.
final class GcmBox {
    /// Length of a nonce in bytes; it comes from the HSM (NIST SP 800-38D §8.2.2).
    private static final int NONCE_BYTES = 12;

    private static final int TAG_BYTES = 16;

    private GcmBox() {}

    static byte[] seal(CryptokiSession session, long key, byte[] additionalData, byte[] plaintext) {
        byte[] nonce = session.random(NONCE_BYTES);
        byte[] ciphertext =
                session.encrypt(new Mechanism.Gcm(nonce, additionalData), key, plaintext);
        return Mechanisms.joined(nonce, ciphertext);
    }

    /// Opens the result of [#seal].
    ///
    /// @throws io.strongroom.pkcs11.cryptoki.CryptokiException if it was not sealed with this key
    ///   and this data
    static byte[] open(CryptokiSession session, long key, byte[] additionalData, byte[] sealed) {
        byte[] ciphertext = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
        Mechanism gcm = new Mechanism.Gcm(Arrays.copyOf(sealed, NONCE_BYTES), additionalData);
        return session.decrypt(gcm, key, ciphertext);
    }

    /// Whether there is anything in it.
    static boolean isLongEnough(byte[] sealed) {
        return sealed.length > NONCE_BYTES + TAG_BYTES;
    }
}
