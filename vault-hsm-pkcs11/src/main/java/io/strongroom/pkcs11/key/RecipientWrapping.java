package io.strongroom.pkcs11.key;

import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.ReleaseWrapping;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.session.Lease;

/// Wraps stored keys for their recipients: an AES key of the token under the recipient's public
/// key, and the stored key under the AES key. All of them are session objects and destroyed at
/// once.
///
/// The result is that of the one mechanism `CKM_RSA_AES_KEY_WRAP` (PKCS#11 v3.0), which few tokens
/// have.
final class RecipientWrapping {
    private final VendorProfile profile;
    private final KeyOpener opener;

    RecipientWrapping(VendorProfile profile, KeyOpener opener) {
        this.profile = profile;
        this.opener = opener;
    }

    /// Wraps a key for a recipient.
    ///
    /// @throws VaultException.Integrity if the key was not made to be released, or is not what was
    ///   stored
    byte[] wrap(Lease lease, WrappedKey key, RsaPublicKey recipient, ReleaseWrapping wrapping) {
        if (!key.header().exportable()) {
            throw new VaultException.Integrity("a stored key was not made to be released");
        }
        lease.destroy(opener.open(lease, key, KeyPurpose.SIGN)); // it belongs to its public key
        CryptokiSession session = lease.session();
        long released = opener.reopen(lease, key, profile.released(key));
        try {
            return wrapped(session, released, recipient, wrapping);
        } finally {
            Wrapping.destroy(session, released);
        }
    }

    private byte[] wrapped(
            CryptokiSession session,
            long released,
            RsaPublicKey recipient,
            ReleaseWrapping wrapping) {
        long wrappingKey = session.generateKey(Mechanisms.AES_KEY, KeyTemplates.releaseKey());
        try {
            return Mechanisms.joined(
                    underRecipient(session, wrappingKey, recipient, wrapping),
                    session.wrap(profile.keyWrap(), wrappingKey, released));
        } finally {
            Wrapping.destroy(session, wrappingKey);
        }
    }

    private static byte[] underRecipient(
            CryptokiSession session,
            long wrappingKey,
            RsaPublicKey recipient,
            ReleaseWrapping wrapping) {
        long publicKey = session.create(PublicKeys.recipient(recipient));
        try {
            return session.wrap(Mechanisms.oaep(wrapping.hash()), publicKey, wrappingKey);
        } finally {
            Wrapping.destroy(session, publicKey);
        }
    }
}
