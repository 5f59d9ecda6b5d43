package io.strongroom.pkcs11.probe;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.KeyPairHandles;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.key.KeyTemplates;
import io.strongroom.pkcs11.key.Mechanisms;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.RootKeys;

/// Tries, with throw-away keys, what somebody with a stolen PIN would try first. A token that lets
/// any of it happen keeps no key secret, whatever its attributes say. What it makes are session
/// objects that end with the session, which the caller closes.
final class PolicyProbe {
    private static final Template IN_USE = KeyTemplates.tenantKeyInUse();

    private final CryptokiSession session;
    private final String tokenLabel;
    private final Mechanism keyWrap;
    private final long privateRoot;
    private final long secretRoot;

    PolicyProbe(
            CryptokiSession session,
            RootKeys roots,
            int version,
            String tokenLabel,
            Mechanism keyWrap) {
        this.session = session;
        this.tokenLabel = tokenLabel;
        this.keyWrap = keyWrap;
        this.privateRoot = roots.privateRoot(version).orElseThrow();
        this.secretRoot = roots.secretRoot(version).orElseThrow();
    }

    /// Tries every attack.
    ///
    /// @throws HsmStartException for the first attack that succeeds
    void require() {
        long secret = session.generateKey(Mechanisms.AES_KEY, KeyTemplates.secretAtBirth());
        byte[] wrapped = session.wrap(keyWrap, secretRoot, secret);
        refused(
                "unwraps a key as one that can be read",
                () -> unwrap(wrapped, Cka.SENSITIVE, false));
        refused(
                "unwraps a key as one that any key can wrap",
                () -> unwrap(wrapped, Cka.WRAP_WITH_TRUSTED, false));
        refused("unwraps a key as one that wraps keys", () -> unwrap(wrapped, Cka.WRAP, true));
        refused("wraps keys under a key that is not trusted", () -> wrapUnderOwnKey(secret));
        refused("wraps keys that any key can wrap", this::wrapUnbound);
        refused("encrypts with a root key", this::encryptWithRoot);
        refused("unwraps a private key as one that can be read", this::readPrivateKey);
    }

    private void unwrap(byte[] wrapped, long type, boolean value) {
        session.unwrap(keyWrap, secretRoot, wrapped, with(IN_USE, type, value));
    }

    private void wrapUnderOwnKey(long secret) {
        Template own =
                Template.of(
                        Attribute.of(Cka.TOKEN, false),
                        Attribute.of(Cka.PRIVATE, true),
                        Attribute.of(Cka.VALUE_LEN, KeyTemplates.SECRET_BYTES),
                        Attribute.of(Cka.WRAP, true));
        session.wrap(keyWrap, session.generateKey(Mechanisms.AES_KEY, own), secret);
    }

    private void wrapUnbound() {
        Template unbound = with(KeyTemplates.secretAtBirth(), Cka.WRAP_WITH_TRUSTED, false);
        session.wrap(keyWrap, secretRoot, session.generateKey(Mechanisms.AES_KEY, unbound));
    }

    private void encryptWithRoot() {
        byte[] block = new byte[16];
        session.encrypt(new Mechanism.Gcm(new byte[12], block), secretRoot, block);
    }

    private void readPrivateKey() {
        Ec spec = new Ec(Curve.P_256);
        KeyPairHandles pair =
                session.generateKeyPair(
                        Mechanisms.EC_KEY_PAIR,
                        KeyTemplates.publicAtBirth(spec),
                        KeyTemplates.privateAtBirth());
        byte[] wrapped = session.wrap(keyWrap, privateRoot, pair.privateKey());
        Template inUse = KeyTemplates.privateInUse(spec, KeyPurpose.SIGN, Ckm.ECDSA);
        session.unwrap(keyWrap, privateRoot, wrapped, with(inUse, Cka.SENSITIVE, false));
    }

    private static Template with(Template template, long type, boolean value) {
        return Template.of(Attribute.of(type, value)).then(template.without(type));
    }

    private void refused(String what, Runnable attack) {
        try {
            attack.run();
        } catch (CryptokiException e) {
            return;
        }
        throw new HsmStartException(
                "token \"%s\" does not protect its keys: it %s".formatted(tokenLabel, what));
    }
}
