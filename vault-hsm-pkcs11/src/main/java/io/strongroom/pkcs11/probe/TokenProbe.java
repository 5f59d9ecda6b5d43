package io.strongroom.pkcs11.probe;

import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.key.VendorProfile;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.RootKeys;
import io.strongroom.pkcs11.session.RootRole;

/// Tests a token before the service uses it. All objects the probes create are session objects,
/// which end when the caller closes the session.
public final class TokenProbe {
    private final CryptokiSession session;
    private final RootKeys roots;

    public TokenProbe(CryptokiSession session, RootKeys roots) {
        this.session = session;
        this.roots = roots;
    }

    /// Finds the token's mechanism for AES-KWP.
    ///
    /// @param key an AES-256 key that the wrapping key can wrap
    /// @throws HsmStartException if the token has none
    public static Mechanism keyWrap(CryptokiSession session, long wrappingKey, long key) {
        return ProfileProbe.keyWrap(session, wrappingKey, key);
    }

    /// Finds out what the token supports.
    ///
    /// @throws HsmStartException if the token lacks something that cannot be replaced
    public VendorProfile profile(PublicKeyOperations publicKeys) {
        return new ProfileProbe(session, roots, publicKeys).probe();
    }

    /// Requires that the token refuses the attacks that a stolen PIN allows, with each version of
    /// the root keys.
    ///
    /// @throws HsmStartException for the first attack that succeeds
    public void requirePolicy(String tokenLabel, VendorProfile profile) {
        for (int version : roots.of(RootRole.PRIVATE_ROOT).keySet()) {
            new PolicyProbe(session, roots, version, tokenLabel, profile).require();
        }
    }

    /// Requires that every key specification and algorithm of the token works from end to end.
    ///
    /// @throws HsmStartException for the first algorithm that does not work
    public static void requireSelfTest(
            KeyProvider provider, PublicKeyOperations publicKeys, VendorProfile profile) {
        new SelfTest(provider, publicKeys, profile).require();
    }
}
