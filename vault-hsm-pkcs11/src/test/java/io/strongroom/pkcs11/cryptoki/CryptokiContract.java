package io.strongroom.pkcs11.cryptoki;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every binding of the port does, on every token that is worth using. Results are checked by
/// the JDK or against published values.
abstract class CryptokiContract {
    private static final byte[] MESSAGE = "a message".getBytes(US_ASCII);
    private static final HexFormat HEX = HexFormat.of();

    private Cryptoki cryptoki;
    private CryptokiSession session;

    /// The module.
    abstract Path module();

    /// What the module wants at initialisation.
    abstract @Nullable String reserved();

    /// Label of a token with a user PIN.
    abstract String tokenLabel();

    /// That PIN.
    abstract byte[] pin();

    /// The mechanism that is AES-KWP.
    abstract long keyWrap();

    @BeforeEach
    void login() {
        cryptoki = Cryptoki.load(module());
        cryptoki.initialize(reserved());
        session = cryptoki.openSession(slot());
        session.login(UserType.USER, pin());
    }

    @AfterEach
    void finish() {
        cryptoki.finish();
    }

    @Test
    void tokens_tell_their_label_and_state() {
        assertThat(cryptoki.tokens())
                .anySatisfy(token -> {
                    assertThat(token.label()).isEqualTo(tokenLabel());
                    assertThat(token.initialized()).isTrue();
                    assertThat(token.pinInitialized()).isTrue();
                });
    }

    @Test
    void a_token_claims_what_it_has() {
        assertThat(cryptoki.claims(slot(), Ckm.AES_GCM)).isTrue();
        assertThat(cryptoki.claims(slot(), 0x7fff_fff0L)).isFalse();
    }

    @Test
    void random_bytes_are_never_the_same() {
        assertThat(session.random(32)).hasSize(32).isNotEqualTo(session.random(32));
    }

    @Test
    void hmac_gives_the_published_value() {
        byte[] key = new byte[131];
        Arrays.fill(key, (byte) 0xaa);
        byte[] data = "Test Using Larger Than Block-Size Key - Hash Key First".getBytes(US_ASCII);

        byte[] mac;
        try (Intruder intruder = new Intruder(module(), tokenLabel())) {
            long handle =
                    intruder.create(
                            secret(Ckk.GENERIC_SECRET, key).then(Attribute.of(Cka.SIGN, true)));
            mac = session.sign(new Mechanism.Plain(Ckm.SHA256_HMAC), handle, data);
        }

        // RFC 4231 §4.7
        assertThat(HEX.formatHex(mac))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    @Test
    void aes_gcm_gives_the_published_value() {
        byte[] key = new byte[32];
        Mechanism gcm = new Mechanism.Gcm(new byte[12], new byte[0]);

        byte[] ciphertext;
        try (Intruder intruder = new Intruder(module(), tokenLabel())) {
            long handle =
                    intruder.create(secret(Ckk.AES, key).then(Attribute.of(Cka.ENCRYPT, true)));
            ciphertext = session.encrypt(gcm, handle, new byte[16]);
        }

        // The Galois/Counter Mode of Operation, McGrew and Viega, test case 14
        assertThat(HEX.formatHex(ciphertext))
                .isEqualTo("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
    }

    @Test
    void what_aes_gcm_encrypts_it_decrypts_long_or_empty() {
        long key = aesKey();

        for (int length : new int[] {0, 1, 100_000}) {
            byte[] plaintext = new byte[length];
            Mechanism gcm = new Mechanism.Gcm(session.random(12), MESSAGE);
            byte[] ciphertext = session.encrypt(gcm, key, plaintext);

            assertThat(ciphertext).hasSize(length + 16);
            assertThat(session.decrypt(gcm, key, ciphertext)).isEqualTo(plaintext);
        }
    }

    @Test
    void a_wrong_tag_is_refused_and_the_session_goes_on() {
        long key = aesKey();
        Mechanism gcm = new Mechanism.Gcm(new byte[12], MESSAGE);
        byte[] ciphertext = session.encrypt(gcm, key, MESSAGE);
        ciphertext[0] ^= 1;

        CryptokiException refusal =
                catchThrowableOfType(
                        CryptokiException.class, () -> session.decrypt(gcm, key, ciphertext));

        assertThat(refusal.kind()).isIn(ErrorKind.REQUEST, ErrorKind.UNCLEAR);
        assertThat(session.poisoned()).isFalse();
        ciphertext[0] ^= 1;
        assertThat(session.decrypt(gcm, key, ciphertext)).isEqualTo(MESSAGE);
    }

    @Test
    void ecdsa_signatures_verify_in_the_jdk() throws GeneralSecurityException {
        KeyPairHandles pair = ecPair();

        byte[] signature =
                session.sign(new Mechanism.Plain(Ckm.ECDSA), pair.privateKey(), sha256(MESSAGE));

        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(ecKey(session.attribute(pair.publicKey(), Cka.EC_POINT)));
        verifier.update(MESSAGE);
        assertThat(verifier.verify(signature)).isTrue();
    }

    @Test
    void rsa_signatures_verify_in_the_jdk() throws GeneralSecurityException {
        KeyPairHandles pair = rsaPair();
        byte[] digestInfo = HEX.parseHex("3031300d060960864801650304020105000420");
        byte[] input = Arrays.copyOf(digestInfo, 51);
        System.arraycopy(sha256(MESSAGE), 0, input, 19, 32);

        byte[] pkcs1 = session.sign(new Mechanism.Plain(Ckm.RSA_PKCS), pair.privateKey(), input);
        byte[] pss =
                session.sign(
                        new Mechanism.Pss(Ckm.SHA256, Ckm.MGF1_SHA256, 32),
                        pair.privateKey(),
                        sha256(MESSAGE));

        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(rsaKey(pair));
        verifier.update(MESSAGE);
        assertThat(verifier.verify(pkcs1)).isTrue();
        verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(
                new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        verifier.initVerify(rsaKey(pair));
        verifier.update(MESSAGE);
        assertThat(verifier.verify(pss)).isTrue();
    }

    @Test
    void what_the_jdk_encrypts_with_oaep_is_decrypted() throws GeneralSecurityException {
        KeyPairHandles pair = rsaPair();
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, rsaKey(pair));
        byte[] ciphertext = cipher.doFinal(MESSAGE);

        byte[] plaintext =
                session.decrypt(
                        new Mechanism.Oaep(Ckm.SHA_1, Ckm.MGF1_SHA1),
                        pair.privateKey(),
                        ciphertext);

        assertThat(plaintext).isEqualTo(MESSAGE);
    }

    @Test
    void wrapping_is_the_jdks_aes_kwp() throws GeneralSecurityException {
        byte[] wrappingBytes = HEX.parseHex("00112233445566778899aabbccddeeff".repeat(2));
        byte[] keyBytes = HEX.parseHex("0f1e2d3c4b5a69788796a5b4c3d2e1f0".repeat(2));
        Cipher kwp = Cipher.getInstance("AES/KWP/NoPadding");
        kwp.init(Cipher.WRAP_MODE, new SecretKeySpec(wrappingBytes, "AES"));
        byte[] expected = kwp.wrap(new SecretKeySpec(keyBytes, "AES"));
        Mechanism mechanism = new Mechanism.Plain(keyWrap());

        try (Intruder intruder = new Intruder(module(), tokenLabel())) {
            long wrapping =
                    intruder.create(
                            secret(Ckk.AES, wrappingBytes)
                                    .then(
                                            Attribute.of(Cka.WRAP, true),
                                            Attribute.of(Cka.UNWRAP, true)));
            long key = intruder.create(secret(Ckk.AES, keyBytes));

            assertThat(session.wrap(mechanism, wrapping, key)).isEqualTo(expected);
            long unwrapped = session.unwrap(mechanism, wrapping, expected, unwrappedSecret());
            assertThat(session.attribute(unwrapped, Cka.VALUE)).isEqualTo(keyBytes);
        }
    }

    @Test
    void objects_are_found_by_their_attributes_until_they_are_destroyed() {
        byte[] label = session.random(16);
        Template mine = Template.of(Attribute.of(Cka.LABEL, label));
        long key = session.generateKey(new Mechanism.Plain(Ckm.AES_KEY_GEN), aes().then(mine));

        assertThat(session.find(mine)).containsExactly(key);
        assertThat(session.attribute(key, Cka.LABEL)).isEqualTo(label);
        session.destroy(key);
        assertThat(session.find(mine)).isEmpty();
    }

    @Test
    void more_objects_than_come_at_once_are_all_found() {
        byte[] label = session.random(16);
        Template mine = Template.of(Attribute.of(Cka.LABEL, label));
        for (int i = 0; i < 130; i++) {
            session.generateKey(new Mechanism.Plain(Ckm.AES_KEY_GEN), aes().then(mine));
        }

        assertThat(session.find(mine)).hasSize(130).doesNotHaveDuplicates();
    }

    @Test
    void a_handle_that_is_gone_is_a_lost_key() {
        long key = aesKey();
        session.destroy(key);

        assertThat(
                        kindOf(() ->
                                session.encrypt(
                                        new Mechanism.Gcm(new byte[12], MESSAGE), key, MESSAGE)))
                .isEqualTo(ErrorKind.KEY_LOST);
    }

    @Test
    void a_sensitive_value_is_not_read() {
        long key =
                session.generateKey(
                        new Mechanism.Plain(Ckm.AES_KEY_GEN),
                        aes().then(Attribute.of(Cka.SENSITIVE, true)));

        assertThat(kindOf(() -> session.attribute(key, Cka.VALUE))).isEqualTo(ErrorKind.REQUEST);
    }

    @Test
    void a_closed_session_is_a_lost_session() {
        CryptokiSession closed = cryptoki.openSession(slot());
        closed.close();

        assertThat(kindOf(() -> closed.find(aes()))).isEqualTo(ErrorKind.SESSION_LOST);
    }

    @Test
    void a_wrong_pin_is_said_to_be_one() {
        session.logout();

        assertThat(kindOf(() -> session.login(UserType.USER, "wrong-pin-1".getBytes(US_ASCII))))
                .isEqualTo(ErrorKind.PIN);
    }

    @Test
    void a_finalised_module_is_a_lost_device_and_can_be_initialised_again() {
        cryptoki.finish();

        assertThat(kindOf(() -> session.find(aes())))
                .isIn(ErrorKind.DEVICE_LOST, ErrorKind.SESSION_LOST);
        assertThat(kindOf(() -> cryptoki.openSession(1))).isEqualTo(ErrorKind.DEVICE_LOST);
        cryptoki.initialize(reserved());
        assertThat(cryptoki.openSession(slot()).random(8)).hasSize(8);
    }

    @Test
    void initialising_twice_is_fine() {
        cryptoki.initialize(reserved());

        assertThat(session.random(8)).hasSize(8);
    }

    @Test
    void a_file_that_is_no_module_is_not_loaded() {
        Path text = Path.of("pom.xml").toAbsolutePath();

        assertThatThrownBy(() -> Cryptoki.load(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private long slot() {
        return cryptoki.tokens().stream()
                .filter(token -> token.label().equals(tokenLabel()))
                .findFirst()
                .orElseThrow()
                .slot();
    }

    private long aesKey() {
        return session.generateKey(new Mechanism.Plain(Ckm.AES_KEY_GEN), aes());
    }

    private static Template aes() {
        return Template.of(
                Attribute.of(Cka.TOKEN, false),
                Attribute.of(Cka.PRIVATE, true),
                Attribute.of(Cka.VALUE_LEN, 32),
                Attribute.of(Cka.ENCRYPT, true),
                Attribute.of(Cka.DECRYPT, true));
    }

    private static Template secret(long keyType, byte[] value) {
        return Template.of(
                Attribute.of(Cka.CLASS, Cko.SECRET_KEY),
                Attribute.of(Cka.KEY_TYPE, keyType),
                Attribute.of(Cka.TOKEN, false),
                Attribute.of(Cka.PRIVATE, true),
                Attribute.of(Cka.SENSITIVE, false),
                Attribute.of(Cka.EXTRACTABLE, true),
                Attribute.of(Cka.VALUE, value));
    }

    private static Template unwrappedSecret() {
        return Template.of(
                Attribute.of(Cka.CLASS, Cko.SECRET_KEY),
                Attribute.of(Cka.KEY_TYPE, Ckk.AES),
                Attribute.of(Cka.TOKEN, false),
                Attribute.of(Cka.PRIVATE, true),
                Attribute.of(Cka.SENSITIVE, false),
                Attribute.of(Cka.EXTRACTABLE, true));
    }

    private KeyPairHandles ecPair() {
        return session.generateKeyPair(
                new Mechanism.Plain(Ckm.EC_KEY_PAIR_GEN),
                Template.of(
                        Attribute.of(Cka.TOKEN, false),
                        Attribute.of(Cka.VERIFY, true),
                        Attribute.of(Cka.EC_PARAMS, HEX.parseHex("06082a8648ce3d030107"))),
                Template.of(Attribute.of(Cka.TOKEN, false), Attribute.of(Cka.SIGN, true)));
    }

    private KeyPairHandles rsaPair() {
        return session.generateKeyPair(
                new Mechanism.Plain(Ckm.RSA_PKCS_KEY_PAIR_GEN),
                Template.of(
                        Attribute.of(Cka.TOKEN, false),
                        Attribute.of(Cka.VERIFY, true),
                        Attribute.of(Cka.ENCRYPT, true),
                        Attribute.of(Cka.MODULUS_BITS, 2048),
                        Attribute.of(Cka.PUBLIC_EXPONENT, new byte[] {1, 0, 1})),
                Template.of(
                        Attribute.of(Cka.TOKEN, false),
                        Attribute.of(Cka.SIGN, true),
                        Attribute.of(Cka.DECRYPT, true)));
    }

    private PublicKey rsaKey(KeyPairHandles pair) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePublic(
                        new RSAPublicKeySpec(
                                new BigInteger(1, session.attribute(pair.publicKey(), Cka.MODULUS)),
                                new BigInteger(
                                        1,
                                        session.attribute(pair.publicKey(), Cka.PUBLIC_EXPONENT))));
    }

    private static PublicKey ecKey(byte[] attribute) throws GeneralSecurityException {
        int length = attribute.length;
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point =
                new ECPoint(
                        new BigInteger(1, Arrays.copyOfRange(attribute, length - 64, length - 32)),
                        new BigInteger(1, Arrays.copyOfRange(attribute, length - 32, length)));
        return KeyFactory.getInstance("EC")
                .generatePublic(
                        new ECPublicKeySpec(
                                point, parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static byte[] sha256(byte[] message) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(message);
    }

    private static ErrorKind kindOf(Runnable call) {
        CryptokiException error = catchThrowableOfType(CryptokiException.class, call::run);
        assertThat(error).isNotNull();
        return error.kind();
    }
}
