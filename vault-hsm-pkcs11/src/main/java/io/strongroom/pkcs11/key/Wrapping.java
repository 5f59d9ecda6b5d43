package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
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
        Optional<Long> root =
                header.isExchangeKey()
                        ? roots.exchangeRoot(version)
                        : root(roots, header.spec(), version);
        return root.orElseThrow(() -> TenantKeys.unknownRoot(version));
    }

    private static Optional<Long> root(RootKeys roots, KeySpec spec, int version) {
        return switch (spec) {
            case KeySpec.Rsa _, KeySpec.Ec _ -> roots.privateRoot(version);
            case KeySpec.Oct _ -> roots.secretRoot(version);
        };
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
