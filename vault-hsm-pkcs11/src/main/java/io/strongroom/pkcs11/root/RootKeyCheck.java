package io.strongroom.pkcs11.root;

import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.key.StoredKeys;
import io.strongroom.pkcs11.session.Device.EpochCheck;
import io.strongroom.pkcs11.session.Lease;
import io.strongroom.pkcs11.session.RootKeys;
import org.jspecify.annotations.Nullable;

/// Finds the root keys in each epoch and checks that they are those of this installation: their
/// attributes are those of the ceremony, and the canary opens with them.
public final class RootKeyCheck implements EpochCheck {
    private final String tokenLabel;
    private final TokenPolicy policy;
    private final long keyWrap;
    private final Canaries canaries;
    private volatile @Nullable Canary required;

    /// @param keyWrap type of the token's mechanism for AES-KWP
    public RootKeyCheck(String tokenLabel, TokenPolicy policy, long keyWrap, StoredKeys keys) {
        this.tokenLabel = tokenLabel;
        this.policy = policy;
        this.keyWrap = keyWrap;
        this.canaries = new Canaries(keys);
    }

    /// Finds the root keys of a token whose mechanism for AES-KWP is not known yet, and checks
    /// everything that does not depend on it.
    ///
    /// @throws HsmStartException if a key is missing or has a wrong attribute
    public static RootKeys beforeProbe(
            CryptokiSession session, String tokenLabel, TokenPolicy policy) {
        RootKeys roots = RootKeys.find(session, tokenLabel);
        new RootAttributes(session, roots, tokenLabel).requireButMechanisms(policy);
        return roots;
    }

    /// Finds the root keys and checks their attributes.
    ///
    /// @throws HsmStartException if a key is missing or has a wrong attribute
    @Override
    public RootKeys find(CryptokiSession session) {
        RootKeys roots = RootKeys.find(session, tokenLabel);
        new RootAttributes(session, roots, tokenLabel).require(policy, keyWrap);
        return roots;
    }

    /// Requires the canary, if there is one yet.
    ///
    /// @throws HsmStartException if the keys did not make it
    @Override
    public void require(Lease lease) {
        Canary canary = required;
        if (canary != null) {
            canaries.require(lease, canary);
        }
    }

    /// Makes a canary of the current keys.
    public Canary newCanary(Lease lease) {
        return canaries.make(lease);
    }

    /// Requires the keys that made the canary, now and in each later epoch.
    ///
    /// @throws HsmStartException if the current keys did not make it
    public Canary require(Lease lease, Canary canary) {
        canaries.require(lease, canary);
        required = canary;
        return canary;
    }
}
