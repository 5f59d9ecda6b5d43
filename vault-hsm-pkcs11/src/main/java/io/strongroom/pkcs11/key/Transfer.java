package io.strongroom.pkcs11.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.TransferredKey;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.key.TransferRoute.Parts;
import io.strongroom.pkcs11.session.Lease;
import java.util.function.LongFunction;

/// A transferred key and an opened exchange key, which unwraps it as often as it is asked to.
final class Transfer {
    private final Lease lease;
    private final VendorProfile profile;
    private final long exchangeKey;
    private final Parts parts;

    Transfer(Lease lease, VendorProfile profile, long exchangeKey, TransferredKey key) {
        this.lease = lease;
        this.profile = profile;
        this.exchangeKey = exchangeKey;
        this.parts = Parts.of(key);
    }

    CryptokiSession session() {
        return lease.session();
    }

    /// Length of the wrapped key in bytes.
    int wrappedBytes() {
        return parts.wrapped().length;
    }

    /// Unwraps the key. The session owns it.
    ///
    /// @throws VaultException `BAD_PARAMETER`, the same whatever is wrong with it
    long unwrap(Template template) {
        try {
            return profile.requireTransfer()
                    .unwrap(session(), profile.keyWrap(), exchangeKey, parts, template);
        } catch (CryptokiException e) {
            throw KeyImporter.blamed(lease, e, refused());
        }
    }

    /// Unwraps the key, does something with it and destroys it.
    ///
    /// @throws VaultException as [#unwrap], and if the token refuses to do it
    <R> R use(Template template, LongFunction<R> use) {
        long object = unwrap(template);
        try {
            return use.apply(object);
        } catch (CryptokiException e) {
            throw KeyImporter.blamed(lease, e, refused());
        } finally {
            Wrapping.destroy(session(), object);
        }
    }

    static VaultException refused() {
        return new VaultException(
                Problem.BAD_PARAMETER,
                "The transfer blob does not unwrap to a key of this type with its key exchange key.");
    }
}
