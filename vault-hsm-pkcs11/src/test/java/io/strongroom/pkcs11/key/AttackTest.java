package io.strongroom.pkcs11.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.pkcs11.SoftHsm;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckk;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.Cko;
import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Intruder;
import io.strongroom.pkcs11.cryptoki.KeyPairHandles;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.ReturnValue;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.cryptoki.UserType;
import io.strongroom.pkcs11.root.CeremonySettings;
import io.strongroom.pkcs11.session.RootKeys;
import io.strongroom.pkcs11.session.RootRole;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Somebody with the user's PIN tries to get a key out of the token, or to make it do more than it
/// was made for. Clulow 2003; Delaune, Kremer and Steel 2010; Bortolozzo et al. 2010 (Tookan).
class AttackTest {
    private static final Mechanism KWP = new Mechanism.Plain(Ckm.AES_KEY_WRAP_PAD);
    private static final Mechanism CBC_PAD = new Mechanism.Plain(Ckm.AES_CBC_PAD);
    private static final Ec SPEC = new Ec(Curve.P_256);
    private static final Template EC_IN_USE =
            KeyTemplates.privateInUse(SPEC, KeyPurpose.SIGN, Ckm.ECDSA);
    private static final Template SECRET_IN_USE = KeyTemplates.tenantKeyInUse();

    private static Cryptoki cryptoki;
    private static Intruder intruder;
    private static CryptokiSession session;
    private static RootKeys roots;
    private static long privateRoot;
    private static long secretRoot;
    private static long releaseRoot;
    private static long newborn;
    private static byte[] wrappedPrivate;
    private static byte[] wrappedSecret;

    @BeforeAll
    static void login() {
        CeremonySettings token = SoftHsm.token();
        cryptoki = Cryptoki.load(SoftHsm.LIBRARY);
        cryptoki.initialize(null);
        intruder = new Intruder(SoftHsm.LIBRARY, token.tokenLabel());
        session = intruder.session();
        session.login(UserType.USER, SoftHsm.PIN);
        roots = RootKeys.find(session, token.tokenLabel());
        privateRoot = roots.privateRoot(1).orElseThrow();
        secretRoot = roots.secretRoot(1).orElseThrow();
        releaseRoot = roots.releaseRoot(1).orElseThrow();
        newborn = session.generateKey(Mechanisms.AES_KEY, KeyTemplates.secretAtBirth());
        wrappedSecret = session.wrap(KWP, secretRoot, newborn);
        KeyPairHandles pair =
                session.generateKeyPair(
                        Mechanisms.EC_KEY_PAIR,
                        KeyTemplates.publicAtBirth(SPEC),
                        KeyTemplates.privateAtBirth());
        wrappedPrivate = session.wrap(KWP, privateRoot, pair.privateKey());
    }

    @AfterAll
    static void finish() {
        cryptoki.finish();
    }

    @Test
    void what_the_service_does_itself_works() {
        assertThat(session.unwrap(KWP, secretRoot, wrappedSecret, SECRET_IN_USE)).isNotZero();
        assertThat(session.unwrap(KWP, privateRoot, wrappedPrivate, EC_IN_USE)).isNotZero();
    }

    @Test
    void no_value_is_read() {
        LongStream.of(
                        privateRoot,
                        secretRoot,
                        roots.seal(1).orElseThrow(),
                        newborn,
                        session.unwrap(KWP, secretRoot, wrappedSecret, SECRET_IN_USE),
                        session.unwrap(KWP, privateRoot, wrappedPrivate, EC_IN_USE))
                .forEach(key ->
                        assertRefused(
                                () -> session.attribute(key, Cka.VALUE),
                                ReturnValue.ATTRIBUTE_SENSITIVE));
    }

    @Test
    void a_key_is_not_unwrapped_as_one_that_can_be_read() {
        assertRefused(
                () -> unwrapSecret(with(SECRET_IN_USE, Cka.SENSITIVE, false)),
                ReturnValue.TEMPLATE_INCONSISTENT);
        assertRefused(
                () -> unwrapPrivate(with(EC_IN_USE, Cka.SENSITIVE, false)),
                ReturnValue.TEMPLATE_INCONSISTENT);
        assertRefused(
                () -> unwrapPrivate(EC_IN_USE.without(Cka.SENSITIVE)),
                ReturnValue.TEMPLATE_INCONSISTENT);
    }

    @Test
    void no_other_key_becomes_one_that_can_be_released() {
        long extractable =
                session.unwrap(
                        KWP, privateRoot, wrappedPrivate, with(EC_IN_USE, Cka.EXTRACTABLE, true));

        assertRefused(
                () -> session.wrap(KWP, releaseRoot, extractable), ReturnValue.KEY_NOT_WRAPPABLE);
        assertRefused(() -> session.wrap(KWP, releaseRoot, newborn), ReturnValue.KEY_NOT_WRAPPABLE);
        assertRefused(
                () -> session.wrap(KWP, releaseKey(), extractable), ReturnValue.KEY_NOT_WRAPPABLE);
        assertRefused(
                () ->
                        session.unwrap(
                                KWP,
                                privateRoot,
                                wrappedPrivate,
                                KeyTemplates.privateReleased(SPEC)),
                ReturnValue.TEMPLATE_INCONSISTENT);
        assertRefused(
                () ->
                        session.unwrap(
                                KWP,
                                releaseRoot,
                                wrappedPrivate,
                                KeyTemplates.privateReleased(SPEC)),
                ReturnValue.GENERAL_ERROR);
    }

    @Test
    void a_key_that_can_be_released_is_never_read() {
        long made =
                session.generateKey(
                        Mechanisms.AES_KEY, KeyTemplates.exportable(KeyTemplates.secretAtBirth()));
        byte[] wrapped = session.wrap(KWP, releaseRoot, made);
        Template released = KeyTemplates.secretReleased();

        assertThat(session.unwrap(KWP, releaseRoot, wrapped, released)).isNotZero();
        assertRefused(
                () ->
                        session.unwrap(
                                KWP, releaseRoot, wrapped, with(released, Cka.SENSITIVE, false)),
                ReturnValue.TEMPLATE_INCONSISTENT);
        assertRefused(
                () -> session.unwrap(KWP, releaseRoot, wrapped, with(released, Cka.TOKEN, true)),
                ReturnValue.TEMPLATE_INCONSISTENT);
    }

    private static long releaseKey() {
        return session.generateKey(Mechanisms.AES_KEY, KeyTemplates.releaseKey());
    }

    @Test
    void a_key_is_not_unwrapped_as_one_that_any_key_can_wrap() {
        assertRefused(
                () -> unwrapSecret(with(SECRET_IN_USE, Cka.WRAP_WITH_TRUSTED, false)),
                ReturnValue.TEMPLATE_INCONSISTENT);
        assertRefused(
                () -> unwrapPrivate(EC_IN_USE.without(Cka.WRAP_WITH_TRUSTED)),
                ReturnValue.TEMPLATE_INCONSISTENT);
    }

    @Test
    void a_key_is_not_unwrapped_as_another_class() {
        Template asSecret =
                with(
                        SECRET_IN_USE.without(Cka.KEY_TYPE),
                        Attribute.of(Cka.KEY_TYPE, Ckk.GENERIC_SECRET));

        assertRefused(
                () -> session.unwrap(KWP, privateRoot, wrappedPrivate, asSecret),
                ReturnValue.TEMPLATE_INCONSISTENT);
        assertRefused(
                () -> session.unwrap(KWP, secretRoot, wrappedSecret, EC_IN_USE),
                ReturnValue.TEMPLATE_INCONSISTENT);
    }

    @Test
    void a_key_is_not_unwrapped_as_one_that_wraps_unwraps_or_derives() {
        for (long usage : new long[] {Cka.WRAP, Cka.UNWRAP, Cka.DERIVE}) {
            assertRefused(
                    () -> unwrapSecret(with(SECRET_IN_USE, usage, true)),
                    ReturnValue.TEMPLATE_INCONSISTENT);
        }
        for (long usage : new long[] {Cka.UNWRAP, Cka.DERIVE}) {
            assertRefused(
                    () -> unwrapPrivate(with(EC_IN_USE, usage, true)),
                    ReturnValue.TEMPLATE_INCONSISTENT);
        }
    }

    @Test
    void a_newborn_key_leaves_under_root_keys_only() {
        long own = ownWrappingKey();

        assertRefused(() -> session.wrap(KWP, own, newborn), ReturnValue.KEY_NOT_WRAPPABLE);
    }

    @Test
    void a_key_made_extractable_for_rotation_leaves_under_root_keys_only() {
        long rotating = unwrapSecret(with(SECRET_IN_USE, Cka.EXTRACTABLE, true));

        assertRefused(
                () -> session.wrap(KWP, ownWrappingKey(), rotating), ReturnValue.KEY_NOT_WRAPPABLE);
        assertThat(session.wrap(KWP, secretRoot, rotating)).hasSize(40);
    }

    @Test
    void a_key_in_use_does_not_leave_at_all() {
        long inUse = unwrapSecret(SECRET_IN_USE);

        assertRefused(() -> session.wrap(KWP, secretRoot, inUse), ReturnValue.KEY_UNEXTRACTABLE);
    }

    @Test
    void a_root_key_does_not_wrap_a_key_that_others_can_wrap_too() {
        long unbound =
                session.generateKey(
                        Mechanisms.AES_KEY,
                        with(KeyTemplates.secretAtBirth(), Cka.WRAP_WITH_TRUSTED, false));

        assertRefused(() -> session.wrap(KWP, secretRoot, unbound), ReturnValue.KEY_NOT_WRAPPABLE);
    }

    @Test
    void root_keys_neither_encrypt_nor_decrypt_nor_wrap_otherwise() {
        byte[] nonce = new byte[12];
        for (long root : new long[] {privateRoot, secretRoot}) {
            assertRefused(
                    () -> session.encrypt(new Mechanism.Gcm(nonce, nonce), root, nonce),
                    ReturnValue.KEY_FUNCTION_NOT_PERMITTED,
                    ReturnValue.MECHANISM_INVALID);
            assertRefused(
                    () -> session.decrypt(new Mechanism.Gcm(nonce, nonce), root, wrappedSecret),
                    ReturnValue.KEY_FUNCTION_NOT_PERMITTED,
                    ReturnValue.MECHANISM_INVALID);
            assertRefused(
                    () -> session.wrap(CBC_PAD, root, newborn), ReturnValue.MECHANISM_INVALID);
        }
    }

    @Test
    void root_keys_stay_as_they_are() {
        for (long root : new long[] {privateRoot, secretRoot}) {
            for (Attribute change :
                    new Attribute[] {
                        Attribute.of(Cka.DECRYPT, true),
                        Attribute.of(Cka.ENCRYPT, true),
                        Attribute.of(Cka.EXTRACTABLE, true),
                        Attribute.of(Cka.SENSITIVE, false),
                        Attribute.of(Cka.MODIFIABLE, true),
                        Attribute.of(Cka.UNWRAP_TEMPLATE, Template.of())
                    }) {
                assertRefused(() -> intruder.set(root, change));
                assertRefused(() -> intruder.copy(root, Template.of(change)));
            }
            assertRefused(() -> session.destroy(root), ReturnValue.ACTION_PROHIBITED);
        }
    }

    @Test
    void the_seal_and_audit_keys_stay_as_they_are() {
        long audit = roots.of(RootRole.AUDIT).firstEntry().getValue();
        for (long key : new long[] {roots.seal(1).orElseThrow(), audit}) {
            assertRefused(() -> intruder.set(key, Attribute.of(Cka.EXTRACTABLE, true)));
            assertRefused(() -> intruder.copy(key, Template.of()));
            assertRefused(
                    () -> session.wrap(KWP, secretRoot, key),
                    ReturnValue.KEY_UNEXTRACTABLE,
                    ReturnValue.KEY_NOT_WRAPPABLE);
            assertRefused(() -> session.destroy(key), ReturnValue.ACTION_PROHIBITED);
        }
    }

    @Test
    void tenants_keys_are_neither_changed_nor_weakened_by_copying() {
        long inUse = unwrapSecret(SECRET_IN_USE);
        for (Attribute change :
                new Attribute[] {
                    Attribute.of(Cka.SENSITIVE, false),
                    Attribute.of(Cka.EXTRACTABLE, true),
                    Attribute.of(Cka.WRAP_WITH_TRUSTED, false),
                    Attribute.of(Cka.WRAP, true),
                    Attribute.of(Cka.UNWRAP, true)
                }) {
            assertRefused(() -> intruder.set(inUse, change));
        }
        for (Attribute change :
                new Attribute[] {
                    Attribute.of(Cka.SENSITIVE, false),
                    Attribute.of(Cka.EXTRACTABLE, true),
                    Attribute.of(Cka.WRAP_WITH_TRUSTED, false)
                }) {
            assertRefused(() -> intruder.copy(inUse, Template.of(change)));
        }
    }

    @Test
    void an_aes_key_does_nothing_but_encrypt_and_decrypt_as_it_may() {
        long encrypts =
                unwrapSecret(KeyTemplates.secretInUse(KeyPurpose.DECRYPT, AesCipher.MECHANISMS));
        byte[] block = new byte[16];

        assertThat(session.encrypt(new Mechanism.Plain(Ckm.AES_ECB), encrypts, block)).hasSize(16);
        assertRefused(
                () -> session.encrypt(new Mechanism.Plain(Ckm.AES_CBC_PAD), encrypts, block),
                ReturnValue.MECHANISM_INVALID);
        assertRefused(
                () -> session.sign(Mechanisms.HMAC_SHA256, encrypts, block),
                ReturnValue.KEY_FUNCTION_NOT_PERMITTED,
                ReturnValue.MECHANISM_INVALID);
        assertRefused(
                () -> session.wrap(KWP, encrypts, newborn), ReturnValue.KEY_FUNCTION_NOT_PERMITTED);
        assertRefused(() -> session.wrap(KWP, secretRoot, encrypts), ReturnValue.KEY_UNEXTRACTABLE);
    }

    @Test
    void a_key_of_hmac_does_not_encrypt() {
        long signs = unwrapSecret(KeyTemplates.secretInUse(KeyPurpose.SIGN, Ckm.SHA256_HMAC));
        byte[] block = new byte[32];

        assertThat(session.sign(Mechanisms.HMAC_SHA256, signs, block)).hasSize(32);
        assertRefused(
                () -> session.encrypt(new Mechanism.Plain(Ckm.AES_ECB), signs, block),
                ReturnValue.KEY_FUNCTION_NOT_PERMITTED,
                ReturnValue.MECHANISM_INVALID);
    }

    @Test
    void a_signing_key_does_not_decrypt_and_the_other_way_round() {
        Rsa spec = new Rsa(2048);
        KeyPairHandles pair =
                session.generateKeyPair(
                        Mechanisms.RSA_KEY_PAIR,
                        KeyTemplates.publicAtBirth(spec),
                        KeyTemplates.privateAtBirth());
        byte[] wrapped = session.wrap(KWP, privateRoot, pair.privateKey());
        long signs =
                session.unwrap(
                        KWP,
                        privateRoot,
                        wrapped,
                        KeyTemplates.privateInUse(spec, KeyPurpose.SIGN, Ckm.RSA_PKCS));
        long decrypts =
                session.unwrap(
                        KWP,
                        privateRoot,
                        wrapped,
                        KeyTemplates.privateInUse(
                                spec, KeyPurpose.DECRYPT, Ckm.RSA_PKCS_OAEP, Ckm.RSA_X_509));
        byte[] block = new byte[256];

        assertRefused(
                () -> session.decrypt(Mechanisms.RAW_RSA, signs, block),
                ReturnValue.KEY_FUNCTION_NOT_PERMITTED,
                ReturnValue.MECHANISM_INVALID);
        assertRefused(
                () -> session.sign(Mechanisms.RAW_RSA, signs, block),
                ReturnValue.MECHANISM_INVALID);
        assertRefused(
                () -> session.sign(Mechanisms.RAW_RSA, decrypts, block),
                ReturnValue.KEY_FUNCTION_NOT_PERMITTED);
    }

    @Test
    void an_exchange_key_unwraps_with_its_mechanism_and_does_nothing_else() {
        long exchangeRoot = roots.exchangeRoot(1).orElseThrow();
        KeyPairHandles pair = rsaPair();
        byte[] wrapped = session.wrap(KWP, exchangeRoot, pair.privateKey());
        Template inUse = KeyTemplates.exchangeKeyInUse(Ckm.RSA_PKCS_OAEP);
        long unwraps = session.unwrap(KWP, exchangeRoot, wrapped, inUse);
        byte[] block = new byte[256];

        assertRefused(
                () -> session.decrypt(Mechanisms.oaep(Hash.SHA_1), unwraps, block),
                ReturnValue.KEY_FUNCTION_NOT_PERMITTED,
                ReturnValue.MECHANISM_INVALID);
        assertRefused(
                () -> session.decrypt(Mechanisms.RAW_RSA, unwraps, block),
                ReturnValue.KEY_FUNCTION_NOT_PERMITTED,
                ReturnValue.MECHANISM_INVALID);
        assertRefused(
                () -> session.sign(new Mechanism.Plain(Ckm.RSA_PKCS), unwraps, block),
                ReturnValue.KEY_FUNCTION_NOT_PERMITTED,
                ReturnValue.MECHANISM_INVALID);
        assertRefused(
                () ->
                        session.unwrap(
                                new Mechanism.Plain(Ckm.RSA_PKCS),
                                unwraps,
                                block,
                                KeyTemplates.transportKey(KWP.type())),
                ReturnValue.MECHANISM_INVALID);
        assertRefused(() -> session.wrap(KWP, secretRoot, unwraps), ReturnValue.KEY_UNEXTRACTABLE);
        for (Attribute change :
                new Attribute[] {
                    Attribute.of(Cka.DECRYPT, true),
                    Attribute.of(Cka.SIGN, true),
                    Attribute.of(Cka.EXTRACTABLE, true)
                }) {
            assertRefused(() -> intruder.set(unwraps, change));
        }
    }

    @Test
    void an_exchange_key_is_unwrapped_for_nothing_else_and_no_other_key_for_that() {
        long exchangeRoot = roots.exchangeRoot(1).orElseThrow();
        KeyPairHandles pair = rsaPair();
        byte[] exchangeKey = session.wrap(KWP, exchangeRoot, pair.privateKey());
        byte[] privateKey = session.wrap(KWP, privateRoot, pair.privateKey());
        Template inUse = KeyTemplates.exchangeKeyInUse(Ckm.RSA_PKCS_OAEP);

        for (Template other :
                new Template[] {
                    with(inUse, Cka.SIGN, true),
                    with(inUse, Cka.DECRYPT, true),
                    with(inUse, Cka.SENSITIVE, false),
                    KeyTemplates.privateInUse(new Rsa(2048), KeyPurpose.SIGN, Ckm.RSA_PKCS),
                    KeyTemplates.privateInUse(new Rsa(2048), KeyPurpose.DECRYPT, Ckm.RSA_PKCS_OAEP)
                }) {
            assertRefused(
                    () -> session.unwrap(KWP, exchangeRoot, exchangeKey, other),
                    ReturnValue.TEMPLATE_INCONSISTENT);
        }
        assertRefused(
                () -> session.unwrap(KWP, privateRoot, privateKey, inUse),
                ReturnValue.TEMPLATE_INCONSISTENT);
        assertRefused(() -> session.unwrap(KWP, exchangeRoot, privateKey, inUse));
    }

    private static KeyPairHandles rsaPair() {
        return session.generateKeyPair(
                Mechanisms.RSA_KEY_PAIR,
                KeyTemplates.publicAtBirth(new Rsa(2048)),
                KeyTemplates.privateAtBirth());
    }

    @Test
    void the_user_makes_no_trusted_key() {
        Template trusted =
                Template.of(
                        Attribute.of(Cka.TOKEN, false),
                        Attribute.of(Cka.PRIVATE, true),
                        Attribute.of(Cka.VALUE_LEN, 32),
                        Attribute.of(Cka.WRAP, true));

        assertRefused(() ->
                session.generateKey(
                        Mechanisms.AES_KEY, trusted.then(Attribute.of(Cka.TRUSTED, true))));
        long own = session.generateKey(Mechanisms.AES_KEY, trusted);
        assertRefused(() -> intruder.set(own, Attribute.of(Cka.TRUSTED, true)));
        Template known =
                Template.of(
                        Attribute.of(Cka.CLASS, Cko.SECRET_KEY),
                        Attribute.of(Cka.KEY_TYPE, Ckk.AES),
                        Attribute.of(Cka.VALUE, new byte[32]),
                        Attribute.of(Cka.WRAP, true),
                        Attribute.of(Cka.TRUSTED, true));
        assertRefused(() -> intruder.create(known));
    }

    @Test
    void a_flipped_bit_in_a_wrapped_key_is_noticed() {
        for (int at : new int[] {0, 17, 39}) {
            byte[] flipped = wrappedSecret.clone();
            flipped[at] ^= 1;
            assertRefused(() -> session.unwrap(KWP, secretRoot, flipped, SECRET_IN_USE));
        }
    }

    @Test
    void a_key_wrapped_by_one_root_key_is_not_unwrapped_by_the_other() {
        Template privateAsSecret = with(SECRET_IN_USE, Cka.EXTRACTABLE, false);

        assertRefused(() -> session.unwrap(KWP, secretRoot, wrappedPrivate, privateAsSecret));
        assertRefused(() -> session.unwrap(KWP, privateRoot, wrappedSecret, EC_IN_USE));
    }

    private static long unwrapSecret(Template template) {
        return session.unwrap(KWP, secretRoot, wrappedSecret, template);
    }

    private static long unwrapPrivate(Template template) {
        return session.unwrap(KWP, privateRoot, wrappedPrivate, template);
    }

    private static long ownWrappingKey() {
        return session.generateKey(
                Mechanisms.AES_KEY,
                Template.of(
                        Attribute.of(Cka.TOKEN, false),
                        Attribute.of(Cka.PRIVATE, true),
                        Attribute.of(Cka.VALUE_LEN, 32),
                        Attribute.of(Cka.WRAP, true)));
    }

    private static Template with(Template template, long type, boolean value) {
        return with(template.without(type), Attribute.of(type, value));
    }

    private static Template with(Template template, Attribute attribute) {
        return Template.of(attribute).then(template);
    }

    private static void assertRefused(Runnable attack, ReturnValue... answers) {
        CryptokiException refusal = catchThrowableOfType(CryptokiException.class, attack::run);
        assertThat(refusal).as("the attack succeeds").isNotNull();
        if (answers.length > 0) {
            assertThat(refusal.returnValue()).isIn((Object[]) answers);
        }
    }
}
