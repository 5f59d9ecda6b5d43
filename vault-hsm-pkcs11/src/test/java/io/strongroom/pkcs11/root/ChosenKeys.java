package io.strongroom.pkcs11.root;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.pkcs11.SoftHsm;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.cryptoki.UserType;
import io.strongroom.pkcs11.key.KeyTemplates;
import io.strongroom.pkcs11.key.Mechanisms;
import io.strongroom.pkcs11.session.RootRole;
import java.util.function.UnaryOperator;

/// Keys as the ceremony makes them, but with a version and attributes of the test's choice.
public final class ChosenKeys {
    private ChosenKeys() {}

    /// A SoftHSM token whose ceremony knew neither exchange keys nor releases.
    public static CeremonySettings olderToken() {
        CeremonySettings token = SoftHsm.emptyToken();
        SoftHsm.as(
                token,
                UserType.SECURITY_OFFICER,
                session -> {
                    make(session, RootRole.PRIVATE_ROOT, 1, UnaryOperator.identity());
                    make(session, RootRole.SECRET_ROOT, 1, UnaryOperator.identity());
                });
        SoftHsm.as(
                token,
                UserType.USER,
                session -> {
                    make(session, RootRole.SEAL, 1, UnaryOperator.identity());
                    make(session, RootRole.AUDIT, 1, UnaryOperator.identity());
                });
        return token;
    }

    /// Makes a key on a SoftHSM token.
    ///
    /// @param change what differs from the ceremony's template
    public static void make(
            CryptokiSession session, RootRole role, int version, UnaryOperator<Template> change) {
        Template template =
                Template.of(Attribute.of(Cka.LABEL, SoftHsm.ascii(role.label(version))))
                        .then(
                                change.apply(
                                        RootTemplates.of(
                                                role, TokenPolicy.ENFORCED, Ckm.AES_KEY_WRAP_PAD)))
                        .without(Cka.KEY_TYPE);
        switch (role) {
            case PRIVATE_ROOT, SECRET_ROOT, EXCHANGE_ROOT, RELEASE_ROOT ->
                    session.generateKey(Mechanisms.AES_KEY, template);
            case SEAL -> session.generateKey(Mechanisms.GENERIC_SECRET, template);
            case AUDIT ->
                    session.generateKeyPair(
                            Mechanisms.EC_KEY_PAIR,
                            Template.of(Attribute.of(Cka.TOKEN, true))
                                    .then(KeyTemplates.parameters(new Ec(Curve.P_256))),
                            template);
            case RELEASE_SIGNER ->
                    session.generateKeyPair(
                            Mechanisms.RSA_KEY_PAIR,
                            Template.of(Attribute.of(Cka.TOKEN, true))
                                    .then(KeyTemplates.parameters(new Rsa(3072))),
                            template);
        }
    }
}
