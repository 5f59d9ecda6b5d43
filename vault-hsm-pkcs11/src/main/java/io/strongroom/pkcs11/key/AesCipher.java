package io.strongroom.pkcs11.key;

import static io.strongroom.core.crypto.AesEncryption.Mode.KW;
import static io.strongroom.core.crypto.AesEncryption.Mode.KWP;
import static io.strongroom.core.crypto.Ciphertext.BLOCK_BYTES;

import io.strongroom.core.crypto.AesEncryption;
import io.strongroom.core.crypto.AesEncryption.Mode;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.software.AesKeyWrap;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// Encrypts and decrypts bytes of a caller with an AES key on a token.
///
/// Key wrap is made of single blocks (`CKM_AES_ECB`), which every token encrypts: SoftHSM wraps
/// keys on the token only, and no customer's key ever wraps one of those.
final class AesCipher {
    /// The mechanisms that the key is used with.
    static final long[] MECHANISMS = {Ckm.AES_GCM, Ckm.AES_ECB, Ckm.AES_CBC};

    /// Shortest result of key wrap: RFC 3394 of 16 bytes, RFC 5649 of one.
    private static final int SHORTEST_KW = 24;

    private static final int SHORTEST_KWP = 16;
    private static final int LONGEST_WRAPPED = 1024 + 16;
    private static final Mechanism BLOCK = new Mechanism.Plain(Ckm.AES_ECB);

    private static final byte[] NONE = {};

    private final CryptokiSession session;
    private final long handle;

    AesCipher(CryptokiSession session, long handle) {
        this.session = session;
        this.handle = handle;
    }

    Ciphertext encrypt(
            AesEncryption algorithm, byte[] plaintext, byte[] iv, byte[] additionalData) {
        return switch (algorithm.mode()) {
            case GCM -> gcm(plaintext, additionalData);
            case CBC -> cbc(plaintext, iv);
            case CBC_PAD -> paddedCbc(plaintext, iv);
            case KW, KWP ->
                    Ciphertext.of(
                            AesKeyWrap.wrap(
                                    algorithm.mode(),
                                    block -> session.encrypt(BLOCK, handle, block),
                                    plaintext));
        };
    }

    /// Decrypts. A ciphertext whose length no encryption can have made is cut or filled up, and
    /// what comes of it is thrown away: so the refusal takes the time of its length, as all others
    /// do.
    ///
    /// @return empty if the ciphertext is not of this key
    /// @throws io.strongroom.pkcs11.cryptoki.CryptokiException if the token refuses it
    Optional<byte[]> decrypt(AesEncryption algorithm, Ciphertext ciphertext) {
        byte[] value = ciphertext.value();
        return switch (algorithm.mode()) {
            case GCM ->
                    Optional.of(
                            session.decrypt(
                                    new Mechanism.Gcm(ciphertext.iv(), ciphertext.additionalData()),
                                    handle,
                                    Mechanisms.joined(value, ciphertext.tag())));
            case KW -> fitting(value, 8, SHORTEST_KW, LONGEST_WRAPPED, fit -> unwrap(KW, fit));
            case KWP -> fitting(value, 8, SHORTEST_KWP, LONGEST_WRAPPED, fit -> unwrap(KWP, fit));
            case CBC -> blocks(ciphertext, Optional::of);
            case CBC_PAD -> blocks(ciphertext, CbcPadding::removed);
        };
    }

    private Optional<byte[]> blocks(
            Ciphertext ciphertext, Function<byte[], Optional<byte[]>> unpadding) {
        Mechanism cbc = new Mechanism.Cbc(ciphertext.iv());
        return fitting(
                ciphertext.value(),
                BLOCK_BYTES,
                BLOCK_BYTES,
                Integer.MAX_VALUE,
                fit -> unpadding.apply(session.decrypt(cbc, handle, fit)));
    }

    private Optional<byte[]> unwrap(Mode mode, byte[] wrapped) {
        return AesKeyWrap.unwrap(mode, block -> session.decrypt(BLOCK, handle, block), wrapped);
    }

    private static Optional<byte[]> fitting(
            byte[] value,
            int multiple,
            int shortest,
            int longest,
            Function<byte[], Optional<byte[]>> decryption) {
        int length = Math.clamp(value.length - value.length % multiple, shortest, longest);
        return decryption.apply(Arrays.copyOf(value, length)).filter(_ -> length == value.length);
    }

    private Ciphertext paddedCbc(byte[] plaintext, byte[] iv) {
        byte[] padded = CbcPadding.padded(plaintext);
        try {
            return cbc(padded, iv);
        } finally {
            Arrays.fill(padded, (byte) 0);
        }
    }

    private Ciphertext cbc(byte[] plaintext, byte[] iv) {
        byte[] value = session.encrypt(new Mechanism.Cbc(iv), handle, plaintext);
        return new Ciphertext(value, iv, NONE, NONE);
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
