package io.strongroom.pkcs11.probe;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.KeyPairHandles;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.key.KeyTemplates;
import io.strongroom.pkcs11.key.Mechanisms;
import io.strongroom.pkcs11.key.PublicKeys;
import io.strongroom.pkcs11.key.VendorProfile;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.RootKeys;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tries the attacks that a stolen PIN allows, with throw-away keys. A token that lets any of them
/// succeed keeps no key secret, whatever its attributes say.
///
/// Each attack is one call that differs in one point from a call that works. The call that works is
/// made first, so that only the difference can be the reason for a refusal. A return value that is
/// not a refusal, such as a lost device, refuses the start.
final class PolicyProbe {
    private static final Template IN_USE = KeyTemplates.tenantKeyInUse();

    private final CryptokiSession session;
    private final String tokenLabel;
    private final VendorProfile profile;
    private final Mechanism keyWrap;
    private final long privateRoot;
    private final long secretRoot;
    private final @Nullable Long exchangeRoot;
    private final Optional<Long> releaseRoot;

    PolicyProbe(
            CryptokiSession session,
            RootKeys roots,
            int version,
            String tokenLabel,
            VendorProfile profile) {
        this.session = session;
        this.tokenLabel = tokenLabel;
        this.profile = profile;
        this.keyWrap = profile.keyWrap();
        this.privateRoot = roots.privateRoot(version).orElseThrow();
        this.secretRoot = roots.secretRoot(version).orElseThrow();
        this.exchangeRoot = roots.exchangeRoot(version).orElse(null);
        this.releaseRoot = roots.releaseRoot(version);
    }

    /// Tries every attack.
    ///
    /// @throws HsmStartException for the first attack that succeeds, or cannot be tried
    void require() {
        long secret = session.generateKey(Mechanisms.AES_KEY, KeyTemplates.secretAtBirth());
        unwrapSecretKey(session.wrap(keyWrap, secretRoot, secret));
        wrapUnderOwnKey(secret);
        wrapUnboundKey();
        encryptWithRootKey();
        readPrivateKey();
        useExchangeKey();
        releaseRoot.ifPresent(root -> wrapForRelease(root, secret));
    }

    private void unwrapSecretKey(byte[] wrapped) {
        unwrap(secretRoot, wrapped, IN_USE);
        requireRefused(
                "unwraps a key as one that can be read",
                () -> unwrap(secretRoot, wrapped, with(IN_USE, Cka.SENSITIVE, false)));
        requireRefused(
                "unwraps a key as one that any key can wrap",
                () -> unwrap(secretRoot, wrapped, with(IN_USE, Cka.WRAP_WITH_TRUSTED, false)));
        requireRefused(
                "unwraps a key as one that wraps keys",
                () -> unwrap(secretRoot, wrapped, with(IN_USE, Cka.WRAP, true)));
    }

    private void wrapUnderOwnKey(long secret) {
        long own = session.generateKey(Mechanisms.AES_KEY, KeyTemplates.wrappingKeyOfUser());
        session.wrap(keyWrap, own, own);
        requireRefused(
                "wraps keys under a key that is not trusted",
                () -> session.wrap(keyWrap, own, secret));
    }

    private void wrapUnboundKey() {
        long unbound =
                session.generateKey(
                        Mechanisms.AES_KEY,
                        with(KeyTemplates.secretAtBirth(), Cka.WRAP_WITH_TRUSTED, false));
        requireRefused(
                "wraps keys that any key can wrap",
                () -> session.wrap(keyWrap, secretRoot, unbound));
    }

    private void encryptWithRootKey() {
        byte[] block = new byte[16];
        Mechanism gcm = new Mechanism.Gcm(new byte[12], block);
        Template encrypting = with(KeyTemplates.secretAtBirth(), Cka.ENCRYPT, true);
        session.encrypt(gcm, session.generateKey(Mechanisms.AES_KEY, encrypting), block);
        requireRefused("encrypts with a root key", () -> session.encrypt(gcm, secretRoot, block));
    }

    private void readPrivateKey() {
        Ec spec = new Ec(Curve.P_256);
        KeyPairHandles pair =
                session.generateKeyPair(
                        Mechanisms.EC_KEY_PAIR,
                        KeyTemplates.publicAtBirth(spec),
                        KeyTemplates.privateAtBirth());
        PublicKeyMaterial publicKey = PublicKeys.read(session, pair.publicKey(), spec);
        byte[] wrapped = session.wrap(keyWrap, privateRoot, pair.privateKey());
        Template inUse = profile.inUse(spec, KeyPurpose.SIGN, publicKey);
        unwrap(privateRoot, wrapped, inUse);
        requireRefused(
                "unwraps a private key as one that can be read",
                () -> unwrap(privateRoot, wrapped, with(inUse, Cka.SENSITIVE, false)));
    }

    /// With neither root key does an exchange key do more than unwrap, or another key unwrap.
    private void useExchangeKey() {
        if (exchangeRoot == null || profile.transfer() == null) {
            return;
        }
        Rsa spec = new Rsa(2048);
        long pair =
                session.generateKeyPair(
                                Mechanisms.RSA_KEY_PAIR,
                                KeyTemplates.publicAtBirth(spec),
                                KeyTemplates.privateAtBirth())
                        .privateKey();
        byte[] exchangeKey = session.wrap(keyWrap, exchangeRoot, pair);
        byte[] privateKey = session.wrap(keyWrap, privateRoot, pair);
        Template inUse = KeyTemplates.exchangeKeyInUse(profile.transfer().mechanism());
        unwrap(exchangeRoot, exchangeKey, inUse);
        requireRefused(
                "unwraps an exchange key as one that decrypts",
                () -> unwrap(exchangeRoot, exchangeKey, with(inUse, Cka.DECRYPT, true)));
        requireRefused(
                "unwraps an exchange key as one that signs",
                () -> unwrap(exchangeRoot, exchangeKey, with(inUse, Cka.SIGN, true)));
        requireRefused(
                "unwraps a private key as one that unwraps",
                () -> unwrap(privateRoot, privateKey, inUse));
    }

    private void wrapForRelease(long root, long secret) {
        requireRefused(
                "wraps any key under the root key for release",
                () -> session.wrap(keyWrap, root, secret));
        long exportable =
                session.generateKey(
                        Mechanisms.AES_KEY,
                        with(KeyTemplates.secretAtBirth(), Cka.WRAP_WITH_TRUSTED, false));
        byte[] wrapped = session.wrap(keyWrap, root, exportable);
        unwrap(root, wrapped, IN_USE);
        requireRefused(
                "unwraps a key for release as one that can be read",
                () -> unwrap(root, wrapped, with(IN_USE, Cka.SENSITIVE, false)));
    }

    private long unwrap(long root, byte[] wrapped, Template template) {
        return session.unwrap(keyWrap, root, wrapped, template);
    }

    private static Template with(Template template, long type, boolean value) {
        return Template.of(Attribute.of(type, value)).then(template.without(type));
    }

    private void requireRefused(String success, Runnable attack) {
        try {
            attack.run();
        } catch (CryptokiException e) {
            requireRefusal(success, e);
            return;
        }
        throw new HsmStartException(
                "token \"%s\" does not protect its keys: it %s".formatted(tokenLabel, success));
    }

    /// Requires that an answer means a refusal. An unclear one does if the token still works.
    private void requireRefusal(String success, CryptokiException answer) {
        switch (answer.kind()) {
            case REQUEST -> {}
            case UNCLEAR ->
                    session.wrap(
                            keyWrap,
                            secretRoot,
                            session.generateKey(Mechanisms.AES_KEY, KeyTemplates.secretAtBirth()));
            case KEY_LOST, SESSION_LOST, NO_SESSION, LOGIN_LOST, DEVICE_LOST, PIN ->
                    throw new HsmStartException(
                            "token \"%s\" did not answer whether it %s: %s"
                                    .formatted(tokenLabel, success, answer.getMessage()),
                            answer);
        }
    }
}
