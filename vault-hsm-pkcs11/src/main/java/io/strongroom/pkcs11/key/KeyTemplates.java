package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckk;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.Cko;
import io.strongroom.pkcs11.cryptoki.Template;

/// Templates of tenants' keys. All of them are session objects.
///
/// A new key can do nothing but be wrapped, by a trusted key, and is destroyed right after that. A
/// key that is unwrapped for use cannot be wrapped again and serves one purpose only. Tenants' keys
/// never wrap or derive, and only exchange keys unwrap: they do nothing else. Every entry of a root
/// key's unwrap template is given in full, because SoftHSM does not merge templates.
public final class KeyTemplates {
    /// Length of every symmetric key of ours: a multiple of 8, because SoftHSM pads others with
    /// zeros before it wraps them.
    public static final int SECRET_BYTES = 32;

    /// Unwrap template of the root key for private keys. `CKA_MODIFIABLE` is last everywhere:
    /// SoftHSM refuses what follows it.
    public static final Template PRIVATE_POLICY =
            Template.of(
                    Attribute.of(Cka.CLASS, Cko.PRIVATE_KEY),
                    Attribute.of(Cka.TOKEN, false),
                    Attribute.of(Cka.PRIVATE, true),
                    Attribute.of(Cka.SENSITIVE, true),
                    Attribute.of(Cka.WRAP_WITH_TRUSTED, true),
                    Attribute.of(Cka.UNWRAP, false),
                    Attribute.of(Cka.DERIVE, false),
                    Attribute.of(Cka.MODIFIABLE, false));

    /// Unwrap template of the root key for secret keys.
    public static final Template SECRET_POLICY =
            Template.of(
                    Attribute.of(Cka.CLASS, Cko.SECRET_KEY),
                    Attribute.of(Cka.TOKEN, false),
                    Attribute.of(Cka.PRIVATE, true),
                    Attribute.of(Cka.SENSITIVE, true),
                    Attribute.of(Cka.WRAP_WITH_TRUSTED, true),
                    Attribute.of(Cka.UNWRAP, false),
                    Attribute.of(Cka.DERIVE, false),
                    Attribute.of(Cka.WRAP, false),
                    Attribute.of(Cka.MODIFIABLE, false));

    /// Unwrap template of the root key for exchange keys: what it unwraps neither signs nor
    /// decrypts, and what the root key for private keys unwraps never unwraps.
    public static final Template EXCHANGE_POLICY =
            Template.of(
                    Attribute.of(Cka.CLASS, Cko.PRIVATE_KEY),
                    Attribute.of(Cka.TOKEN, false),
                    Attribute.of(Cka.PRIVATE, true),
                    Attribute.of(Cka.SENSITIVE, true),
                    Attribute.of(Cka.WRAP_WITH_TRUSTED, true),
                    Attribute.of(Cka.SIGN, false),
                    Attribute.of(Cka.DECRYPT, false),
                    Attribute.of(Cka.DERIVE, false),
                    Attribute.of(Cka.MODIFIABLE, false));

    /// Unwrap template of the root key for keys that are made to be released, private and secret
    /// ones. `CKA_WRAP_WITH_TRUSTED` is left out: a release wraps the key for its recipient.
    public static final Template RELEASE_POLICY =
            Template.of(
                    Attribute.of(Cka.TOKEN, false),
                    Attribute.of(Cka.PRIVATE, true),
                    Attribute.of(Cka.SENSITIVE, true),
                    Attribute.of(Cka.UNWRAP, false),
                    Attribute.of(Cka.DERIVE, false),
                    Attribute.of(Cka.MODIFIABLE, false));

    /// A secret key that is there to wrap, to unwrap or to be wrapped.
    private static final Template SECRET_WITHOUT_USE =
            Template.of(
                    Attribute.of(Cka.ENCRYPT, false),
                    Attribute.of(Cka.DECRYPT, false),
                    Attribute.of(Cka.SIGN, false),
                    Attribute.of(Cka.VERIFY, false));

    private static final Template ANY_MAY_WRAP =
            Template.of(Attribute.of(Cka.WRAP_WITH_TRUSTED, false));
    private static final byte[] F4 = {1, 0, 1};
    private static final Template PRIVATE_CLASS =
            Template.of(Attribute.of(Cka.CLASS, Cko.PRIVATE_KEY));

    private KeyTemplates() {}

    /// The private half of a new key pair.
    public static Template privateAtBirth() {
        return Template.of(
                        Attribute.of(Cka.EXTRACTABLE, true),
                        Attribute.of(Cka.SIGN, false),
                        Attribute.of(Cka.DECRYPT, false))
                .then(PRIVATE_POLICY.without(Cka.CLASS));
    }

    /// A private key of a caller: it can do what a new one can.
    static Template privateImported(Template parts) {
        return PRIVATE_CLASS.then(parts).then(privateAtBirth());
    }

    /// A secret key of a caller: it can do what a new one can.
    static Template secretImported(SecretBytes value) {
        return Template.of(Attribute.secret(Cka.VALUE, value)).then(secretTransferred());
    }

    /// The public half of a key pair, which is only read.
    public static Template publicAtBirth(KeySpec spec) {
        return Template.of(
                        Attribute.of(Cka.TOKEN, false),
                        Attribute.of(Cka.PRIVATE, false),
                        Attribute.of(Cka.VERIFY, false),
                        Attribute.of(Cka.ENCRYPT, false),
                        Attribute.of(Cka.WRAP, false))
                .then(parameters(spec));
    }

    /// A private key that is unwrapped for use.
    ///
    /// @param mechanisms those it can be used with
    static Template privateInUse(KeySpec spec, KeyPurpose purpose, long... mechanisms) {
        return Template.of(
                        Attribute.of(Cka.KEY_TYPE, keyType(spec)),
                        Attribute.of(Cka.EXTRACTABLE, false),
                        Attribute.of(Cka.SIGN, purpose == KeyPurpose.SIGN),
                        Attribute.of(Cka.DECRYPT, purpose == KeyPurpose.DECRYPT),
                        Attribute.mechanisms(Cka.ALLOWED_MECHANISMS, mechanisms))
                .then(PRIVATE_POLICY);
    }

    /// An exchange key that is unwrapped for use.
    ///
    /// @param mechanism the one that it unwraps with
    public static Template exchangeKeyInUse(long mechanism) {
        return Template.of(
                        Attribute.of(Cka.KEY_TYPE, Ckk.RSA),
                        Attribute.of(Cka.EXTRACTABLE, false),
                        Attribute.of(Cka.UNWRAP, true),
                        Attribute.mechanisms(Cka.ALLOWED_MECHANISMS, mechanism))
                .then(EXCHANGE_POLICY);
    }

    /// The AES key of a transfer, which an exchange key unwraps and which unwraps one key.
    ///
    /// @param keyWrap the one mechanism that it unwraps with
    static Template transportKey(long keyWrap) {
        return Template.of(
                        Attribute.of(Cka.KEY_TYPE, Ckk.AES),
                        Attribute.of(Cka.EXTRACTABLE, false),
                        Attribute.of(Cka.UNWRAP, true))
                .then(SECRET_WITHOUT_USE)
                .then(Attribute.mechanisms(Cka.ALLOWED_MECHANISMS, keyWrap))
                .then(SECRET_POLICY.without(Cka.UNWRAP));
    }

    /// A secret key that a transport key unwraps: it can do what a new one can.
    static Template secretTransferred() {
        return Template.of(
                        Attribute.of(Cka.CLASS, Cko.SECRET_KEY),
                        Attribute.of(Cka.KEY_TYPE, Ckk.AES))
                .then(secretAtBirth().without(Cka.VALUE_LEN));
    }

    /// A new symmetric key of ours.
    public static Template secretAtBirth() {
        return secretAtBirth(SECRET_BYTES);
    }

    /// A new symmetric key.
    public static Template secretAtBirth(int bytes) {
        return Template.of(Attribute.of(Cka.VALUE_LEN, bytes), Attribute.of(Cka.EXTRACTABLE, true))
                .then(SECRET_WITHOUT_USE)
                .then(SECRET_POLICY.without(Cka.CLASS));
    }

    /// A symmetric key that a user can make to wrap other keys, itself included. It is not trusted.
    public static Template wrappingKeyOfUser() {
        return Template.of(
                Attribute.of(Cka.TOKEN, false),
                Attribute.of(Cka.PRIVATE, true),
                Attribute.of(Cka.VALUE_LEN, SECRET_BYTES),
                Attribute.of(Cka.SENSITIVE, true),
                Attribute.of(Cka.EXTRACTABLE, true),
                Attribute.of(Cka.WRAP, true));
    }

    /// A tenant's key that is unwrapped for use: authenticated encryption only.
    public static Template tenantKeyInUse() {
        return Template.of(
                        Attribute.of(Cka.KEY_TYPE, Ckk.AES),
                        Attribute.of(Cka.EXTRACTABLE, false),
                        Attribute.of(Cka.ENCRYPT, true),
                        Attribute.of(Cka.DECRYPT, true),
                        Attribute.of(Cka.SIGN, false),
                        Attribute.of(Cka.VERIFY, false),
                        Attribute.mechanisms(Cka.ALLOWED_MECHANISMS, Ckm.AES_GCM))
                .then(SECRET_POLICY);
    }

    /// A tenant's secret key that is unwrapped for use: AES, or HMAC.
    ///
    /// @param mechanisms those it can be used with
    public static Template secretInUse(KeyPurpose purpose, long... mechanisms) {
        boolean signs = purpose == KeyPurpose.SIGN;
        return Template.of(
                        Attribute.of(Cka.KEY_TYPE, signs ? Ckk.GENERIC_SECRET : Ckk.AES),
                        Attribute.of(Cka.EXTRACTABLE, false),
                        Attribute.of(Cka.ENCRYPT, !signs),
                        Attribute.of(Cka.DECRYPT, !signs),
                        Attribute.of(Cka.SIGN, signs),
                        Attribute.of(Cka.VERIFY, false),
                        Attribute.mechanisms(Cka.ALLOWED_MECHANISMS, mechanisms))
                .then(SECRET_POLICY);
    }

    /// A new key as one that is made to be released: the root key for release, which is not
    /// trusted, wraps it.
    static Template exportable(Template atBirth) {
        return ANY_MAY_WRAP.then(atBirth.without(Cka.WRAP_WITH_TRUSTED));
    }

    /// A private key that is unwrapped to be released: it can only be wrapped.
    static Template privateReleased(KeySpec spec) {
        return Template.of(
                        Attribute.of(Cka.KEY_TYPE, keyType(spec)),
                        Attribute.of(Cka.EXTRACTABLE, true),
                        Attribute.of(Cka.SIGN, false),
                        Attribute.of(Cka.DECRYPT, false))
                .then(ANY_MAY_WRAP)
                .then(PRIVATE_POLICY.without(Cka.WRAP_WITH_TRUSTED));
    }

    /// A secret key that is unwrapped to be released: it can only be wrapped.
    static Template secretReleased() {
        return Template.of(Attribute.of(Cka.KEY_TYPE, Ckk.AES), Attribute.of(Cka.EXTRACTABLE, true))
                .then(SECRET_WITHOUT_USE)
                .then(ANY_MAY_WRAP)
                .then(SECRET_POLICY.without(Cka.WRAP_WITH_TRUSTED));
    }

    /// The AES key that a released key is wrapped under. The recipient's key wraps it.
    public static Template releaseKey() {
        return ANY_MAY_WRAP
                .then(
                        Attribute.of(Cka.TOKEN, false),
                        Attribute.of(Cka.PRIVATE, true),
                        Attribute.of(Cka.VALUE_LEN, SECRET_BYTES),
                        Attribute.of(Cka.SENSITIVE, true),
                        Attribute.of(Cka.EXTRACTABLE, true),
                        Attribute.of(Cka.WRAP, true),
                        Attribute.of(Cka.UNWRAP, false))
                .then(SECRET_WITHOUT_USE)
                .then(Attribute.of(Cka.DERIVE, false));
    }

    /// The public key of a recipient, which wraps.
    public static Template recipient(byte[] modulus, byte[] exponent) {
        return Template.of(
                Attribute.of(Cka.CLASS, Cko.PUBLIC_KEY),
                Attribute.of(Cka.KEY_TYPE, Ckk.RSA),
                Attribute.of(Cka.TOKEN, false),
                Attribute.of(Cka.PRIVATE, false),
                Attribute.of(Cka.WRAP, true),
                Attribute.of(Cka.ENCRYPT, false),
                Attribute.of(Cka.VERIFY, false),
                Attribute.of(Cka.MODULUS, modulus),
                Attribute.of(Cka.PUBLIC_EXPONENT, exponent));
    }

    /// Size or curve of a key pair.
    public static Template parameters(KeySpec spec) {
        return switch (spec) {
            case Rsa(int bits) ->
                    Template.of(
                            Attribute.of(Cka.MODULUS_BITS, bits),
                            Attribute.of(Cka.PUBLIC_EXPONENT, F4));
            case Ec(Curve curve) ->
                    Template.of(Attribute.of(Cka.EC_PARAMS, EcEncoding.parameters(curve)));
            case Oct _ -> throw new IllegalArgumentException("a secret key is no pair");
        };
    }

    private static long keyType(KeySpec spec) {
        return switch (spec) {
            case Rsa _ -> Ckk.RSA;
            case Ec _ -> Ckk.EC;
            case Oct _ -> throw new IllegalArgumentException("a secret key is no private key");
        };
    }
}
