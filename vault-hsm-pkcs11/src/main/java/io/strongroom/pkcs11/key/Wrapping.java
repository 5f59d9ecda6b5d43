package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.session.RootKeys;
import java.util.Optional;

/// What wrapping has in common for all keys that are stored: the root key of their kind, and the
/// end of the object that was wrapped.
final class Wrapping {
    private Wrapping() {}

    /// The root key that wraps a stored key.
    ///
    /// @throws io.strongroom.core.VaultException.Integrity if the HSM lacks its version
    static long root(RootKeys roots, KeyHeader header) {
        int version = header.rootVersion();
        return find(roots, header, version).orElseThrow(() -> TenantKeys.unknownRoot(version));
    }

    private static Optional<Long> find(RootKeys roots, KeyHeader header, int version) {
        if (header.isExchangeKey()) {
            return roots.exchangeRoot(version);
        }
        return header.exportable()
                ? roots.releaseRoot(version)
                : root(roots, header.spec(), version);
    }

    /// A template of a new key, as its header wants it to be.
    static Template atBirth(KeyHeader header, Template template) {
        return header.exportable() ? KeyTemplates.exportable(template) : template;
    }

    private static Optional<Long> root(RootKeys roots, KeySpec spec, int version) {
        return switch (spec) {
            case KeySpec.Rsa _, KeySpec.Ec _ -> roots.privateRoot(version);
            case KeySpec.Oct _ -> roots.secretRoot(version);
        };
    }

    /// Makes a secret key, wraps it and destroys it.
    ///
    /// @return the wrapped key
    static byte[] newSecret(
            CryptokiSession session, Mechanism keyWrap, long root, Template template) {
        long key = session.generateKey(Mechanisms.AES_KEY, template);
        try {
            return session.wrap(keyWrap, root, key);
        } finally {
            destroy(session, key);
        }
    }

    /// Destroys an object. If the token refuses, the session is closed, which ends it: a key that
    /// can be wrapped must not stay. The next use of the session opens another.
    static void destroy(CryptokiSession session, long object) {
        try {
            session.destroy(object);
        } catch (CryptokiException e) {
            session.close();
            throw e;
        }
    }
}
