package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.TransferredKey;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import java.util.Arrays;

/// How a [TransferredKey] is unwrapped. With either route, it is in the clear inside the token
/// only.
public enum TransferRoute {
    /// By the token at once (`CKM_RSA_AES_KEY_WRAP`).
    ONE_STEP(Ckm.RSA_AES_KEY_WRAP) {
        @Override
        long unwrap(
                CryptokiSession session,
                Mechanism keyWrap,
                long exchangeKey,
                Parts parts,
                Template template) {
            byte[] whole = Mechanisms.joined(parts.encrypted(), parts.wrapped());
            return session.unwrap(WHOLE, exchangeKey, whole, template);
        }
    },

    /// The AES key first, which then unwraps the key. For tokens that lack the mechanism.
    TWO_STEPS(Ckm.RSA_PKCS_OAEP) {
        @Override
        long unwrap(
                CryptokiSession session,
                Mechanism keyWrap,
                long exchangeKey,
                Parts parts,
                Template template) {
            long transportKey =
                    session.unwrap(
                            OAEP,
                            exchangeKey,
                            parts.encrypted(),
                            KeyTemplates.transportKey(keyWrap.type()));
            try {
                return session.unwrap(keyWrap, transportKey, parts.wrapped(), template);
            } finally {
                Wrapping.destroy(session, transportKey);
            }
        }
    };

    private static final Mechanism.Oaep OAEP = Mechanisms.oaep(Hash.SHA_1);
    private static final Mechanism WHOLE = new Mechanism.RsaAesKeyWrap(256, OAEP);

    private final long mechanism;

    TransferRoute(long mechanism) {
        this.mechanism = mechanism;
    }

    /// The parts of a blob.
    ///
    /// @param encrypted the AES key, as long as the modulus
    /// @param wrapped the key
    record Parts(byte[] encrypted, byte[] wrapped) {
        static Parts of(TransferredKey key) {
            byte[] blob = key.blob();
            int length = key.encryptedBytes();
            return new Parts(
                    Arrays.copyOf(blob, length), Arrays.copyOfRange(blob, length, blob.length));
        }
    }

    /// The mechanism that the exchange key is used with.
    public long mechanism() {
        return mechanism;
    }

    /// Whether a secret key unwraps, and can be wrapped then; nothing of it stays.
    public boolean unwrapsSecret(
            CryptokiSession session,
            Mechanism keyWrap,
            long exchangeKey,
            byte[] encrypted,
            byte[] wrapped) {
        Parts parts = new Parts(encrypted, wrapped);
        long key = unwrap(session, keyWrap, exchangeKey, parts, KeyTemplates.secretTransferred());
        Wrapping.destroy(session, key);
        return true;
    }

    /// Unwraps a key.
    ///
    /// @return its handle; the session owns it
    /// @throws io.strongroom.pkcs11.cryptoki.CryptokiException if the token refuses it
    abstract long unwrap(
            CryptokiSession session,
            Mechanism keyWrap,
            long exchangeKey,
            Parts parts,
            Template template);
}
