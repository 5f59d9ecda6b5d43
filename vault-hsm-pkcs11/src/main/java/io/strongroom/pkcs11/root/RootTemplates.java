package io.strongroom.pkcs11.root;

import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckk;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.key.KeyTemplates;
import io.strongroom.pkcs11.session.RootRole;

/// The attributes of the keys of the ceremony. The ceremony sets them, and every start checks them.
///
/// A root key only wraps and unwraps, only with AES-KWP, and only keys that no other key can wrap;
/// a key that it unwraps can never be read, exported in another way, or turned into a wrapping key
/// (PKCS#11 v3.0, `CKA_UNWRAP_TEMPLATE`). There is one for private keys, one for secret keys and
/// one for exchange keys, so that none can be unwrapped as another. `CKA_EXTRACTABLE` is left out
/// of the unwrap template on purpose: rotation unwraps a key so that the next root key can wrap it.
///
/// The security officer makes the root keys, because only that makes them trusted, and cannot make
/// private objects: hence `CKA_PRIVATE` false.
///
/// With [TokenPolicy#UNENFORCED_FOR_TESTS] the user makes all keys, and attributes that such tokens
/// do not know are left out.
final class RootTemplates {
    private RootTemplates() {}

    /// The attributes of the secret or private object, in the order in which tokens want them.
    ///
    /// @param keyWrap the token's mechanism for AES-KWP
    static Template of(RootRole role, TokenPolicy policy, long keyWrap) {
        Template enforced =
                switch (role) {
                    case PRIVATE_ROOT -> root(true, KeyTemplates.PRIVATE_POLICY, keyWrap);
                    case SECRET_ROOT -> root(true, KeyTemplates.SECRET_POLICY, keyWrap);
                    case EXCHANGE_ROOT -> root(true, KeyTemplates.EXCHANGE_POLICY, keyWrap);
                    case SEAL -> seal();
                    case AUDIT -> signer(Ckk.EC, Ckm.ECDSA);
                    case RELEASE_ROOT -> root(false, KeyTemplates.RELEASE_POLICY, keyWrap);
                    case RELEASE_SIGNER -> signer(Ckk.RSA, Ckm.RSA_PKCS);
                };
        return switch (policy) {
            case ENFORCED -> enforced;
            case UNENFORCED_FOR_TESTS -> lesser(enforced);
        };
    }

    /// Whether the security officer makes the key.
    static boolean madeByOfficer(RootRole role, TokenPolicy policy) {
        return policy == TokenPolicy.ENFORCED
                && switch (role) {
                    case PRIVATE_ROOT, SECRET_ROOT, EXCHANGE_ROOT -> true;
                    case SEAL, AUDIT, RELEASE_ROOT, RELEASE_SIGNER -> false;
                };
    }

    /// A key that wraps and unwraps. The root key for release is never trusted: what it unwraps,
    /// any key can wrap, so a key that only trusted keys may wrap must not get under it. Hence the
    /// user makes it, and it can be private.
    private static Template root(boolean trusted, Template unwrapTemplate, long keyWrap) {
        return Template.of(
                        Attribute.of(Cka.KEY_TYPE, Ckk.AES),
                        Attribute.of(Cka.VALUE_LEN, KeyTemplates.SECRET_BYTES),
                        Attribute.of(Cka.PRIVATE, !trusted),
                        Attribute.of(Cka.TRUSTED, trusted),
                        Attribute.of(Cka.WRAP, true),
                        Attribute.of(Cka.UNWRAP, true),
                        Attribute.of(Cka.ENCRYPT, false),
                        Attribute.of(Cka.DECRYPT, false),
                        Attribute.of(Cka.SIGN, false),
                        Attribute.of(Cka.VERIFY, false),
                        Attribute.of(Cka.DERIVE, false),
                        Attribute.mechanisms(Cka.ALLOWED_MECHANISMS, keyWrap),
                        Attribute.of(Cka.UNWRAP_TEMPLATE, unwrapTemplate),
                        Attribute.of(
                                Cka.WRAP_TEMPLATE,
                                Template.of(Attribute.of(Cka.WRAP_WITH_TRUSTED, trusted))))
                .then(kept());
    }

    private static Template seal() {
        return Template.of(
                        Attribute.of(Cka.KEY_TYPE, Ckk.GENERIC_SECRET),
                        Attribute.of(Cka.VALUE_LEN, KeyTemplates.SECRET_BYTES),
                        Attribute.of(Cka.PRIVATE, true),
                        Attribute.of(Cka.SIGN, true),
                        Attribute.of(Cka.VERIFY, true),
                        Attribute.of(Cka.WRAP, false),
                        Attribute.of(Cka.UNWRAP, false),
                        Attribute.of(Cka.ENCRYPT, false),
                        Attribute.of(Cka.DECRYPT, false),
                        Attribute.of(Cka.DERIVE, false),
                        Attribute.mechanisms(Cka.ALLOWED_MECHANISMS, Ckm.SHA256_HMAC))
                .then(kept());
    }

    private static Template signer(long keyType, long mechanism) {
        return Template.of(
                        Attribute.of(Cka.KEY_TYPE, keyType),
                        Attribute.of(Cka.PRIVATE, true),
                        Attribute.of(Cka.SIGN, true),
                        Attribute.of(Cka.UNWRAP, false),
                        Attribute.of(Cka.DECRYPT, false),
                        Attribute.of(Cka.DERIVE, false),
                        Attribute.mechanisms(Cka.ALLOWED_MECHANISMS, mechanism))
                .then(kept());
    }

    /// A key that stays on the token as it is. `CKA_MODIFIABLE` is last: SoftHSM refuses what
    /// follows it.
    private static Template kept() {
        return Template.of(
                Attribute.of(Cka.TOKEN, true),
                Attribute.of(Cka.SENSITIVE, true),
                Attribute.of(Cka.EXTRACTABLE, false),
                Attribute.of(Cka.COPYABLE, false),
                Attribute.of(Cka.DESTROYABLE, false),
                Attribute.of(Cka.MODIFIABLE, false));
    }

    private static Template lesser(Template enforced) {
        Template known =
                enforced.without(Cka.TRUSTED)
                        .without(Cka.ALLOWED_MECHANISMS)
                        .without(Cka.UNWRAP_TEMPLATE)
                        .without(Cka.WRAP_TEMPLATE)
                        .without(Cka.COPYABLE)
                        .without(Cka.DESTROYABLE)
                        .without(Cka.DERIVE)
                        .without(Cka.PRIVATE);
        return Template.of(Attribute.of(Cka.PRIVATE, true)).then(known);
    }
}
