package io.strongroom.api.data;

import static io.strongroom.api.data.VaultServer.BASE;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.audit.Action;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Uses of keys over the wire; that signatures and ciphertexts are right by other libraries is
/// shown where they are made.
final class KeyCryptographyTest {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "EC, P-256, ES256, 32, 64",
        "EC-HSM, P-384, ES384, 48, 96",
        "EC, P-521, ES512, 64, 132",
        "EC, P-256K, ES256K, 32, 64",
        "RSA, , RS256, 32, 256",
        "RSA, , RS384, 48, 256",
        "RSA, , RS512, 64, 256",
        "RSA-HSM, , PS256, 32, 256",
        "RSA, , PS384, 48, 256",
        "RSA, , PS512, 64, 256",
        "oct, , HS256, 32, 32",
        "oct-HSM, , HS384, 48, 48",
        "oct-HSM, , HS512, 64, 64",
    })
    void a_signature_has_its_length_and_verifies(
            String type,
            @Nullable String curve,
            String algorithm,
            int digestBytes,
            int signatureBytes) {
        String kid = create(type, curve);
        String digest = URL.encodeToString(new byte[digestBytes]);

        Wire.Answer signed = server.post(path(kid) + "/sign" + VERSION, body(algorithm, digest));

        assertThat(signed.status()).isEqualTo(200);
        String signature = value(signed);
        assertThat(signed.body())
                .isEqualTo("{\"kid\":\"" + kid + "\",\"value\":\"" + signature + "\"}");
        assertThat(Base64.getUrlDecoder().decode(signature)).hasSize(signatureBytes);
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_SIGN);
        assertThat(server.recorded().details()).containsEntry("algorithm", algorithm);
        assertThat(verify(kid, algorithm, digest, signature)).isEqualTo("{\"value\":true}");
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_VERIFY);
        String other = URL.encodeToString(filled(digestBytes));
        assertThat(verify(kid, algorithm, other, signature)).isEqualTo("{\"value\":false}");
        assertThat(verify(kid, algorithm, digest, "AAAA")).isEqualTo("{\"value\":false}");
    }

    @ParameterizedTest
    @CsvSource({"2015-06-01, 200", "2016-10-01, 200", "7.0, 400", "7.6, 400"})
    void ecdsa256_is_what_es256k_was_called_before_7_0(String version, int status) {
        String kid = create("EC", "P-256K");
        String digest = URL.encodeToString(new byte[32]);

        Wire.Answer signed =
                server.post(path(kid) + "/sign?api-version=" + version, body("ECDSA256", digest));

        assertThat(signed.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(verify(kid, "ES256K", digest, value(signed))).isEqualTo("{\"value\":true}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/keys/signing//sign",
                "/keys/signing/sign",
                "/keys/signing//Sign",
                "/KEYS/SIGNING//sign/",
            })
    void the_current_version_signs_when_none_is_named(String path) {
        server.post("/keys/signing/create" + VERSION, "{\"kty\":\"EC\"}");
        String current = create("EC", "P-256");

        Wire.Answer answer =
                server.post(path + VERSION, body("ES256", URL.encodeToString(new byte[32])));

        assertThat(answer.body()).startsWith("{\"kid\":\"" + current + "\"");
    }

    @Test
    void a_digest_may_come_in_standard_base64() {
        String kid = create("EC", "P-256");
        byte[] digest = filled(32);
        String standard = Base64.getEncoder().encodeToString(digest);
        assertThat(standard).contains("/").endsWith("=");

        Wire.Answer signed =
                server.post(
                        path(kid) + "/sign" + VERSION, body("ES256", standard.replace("/", "\\/")));

        assertThat(verify(kid, "ES256", URL.encodeToString(digest), value(signed)))
                .isEqualTo("{\"value\":true}");
    }

    @ParameterizedTest
    @CsvSource({
        "encrypt, decrypt, RSA-OAEP, KEY_ENCRYPT, KEY_DECRYPT",
        "encrypt, decrypt, RSA-OAEP-256, KEY_ENCRYPT, KEY_DECRYPT",
        "wrapkey, unwrapkey, RSA-OAEP, KEY_WRAP, KEY_UNWRAP",
        "wrapKey, unwrapKey, RSA-OAEP-256, KEY_WRAP, KEY_UNWRAP",
    })
    void what_was_encrypted_is_decrypted(
            String forth, String back, String algorithm, Action forthAction, Action backAction) {
        String kid = create("RSA", null);
        String plaintext = URL.encodeToString("attack at dawn".getBytes(StandardCharsets.UTF_8));

        Wire.Answer encrypted =
                server.post(path(kid) + "/" + forth + VERSION, body(algorithm, plaintext));
        assertThat(encrypted.status()).isEqualTo(200);
        assertThat(server.recorded().action()).isEqualTo(forthAction);
        assertThat(encrypted.body())
                .isEqualTo("{\"kid\":\"" + kid + "\",\"value\":\"" + value(encrypted) + "\"}");

        Wire.Answer decrypted =
                server.post(path(kid) + "/" + back + VERSION, body(algorithm, value(encrypted)));
        assertThat(decrypted.body())
                .isEqualTo("{\"kid\":\"" + kid + "\",\"value\":\"" + plaintext + "\"}");
        assertThat(server.recorded().action()).isEqualTo(backAction);
    }

    @ParameterizedTest
    @CsvSource({
        "wrapkey, unwrapkey, A256KW, 54",
        "wrapkey, unwrapkey, CKM_AES_KEY_WRAP, 54",
        "wrapkey, unwrapkey, CKM_AES_KEY_WRAP_PAD, 54",
    })
    void what_a_secret_key_wrapped_is_unwrapped(
            String forth, String back, String algorithm, int digits) {
        String kid = create("oct", null);
        String plaintext = URL.encodeToString(filled(32));

        Wire.Answer wrapped =
                server.post(path(kid) + "/" + forth + VERSION, body(algorithm, plaintext));

        assertThat(wrapped.body())
                .isEqualTo("{\"kid\":\"" + kid + "\",\"value\":\"" + value(wrapped) + "\"}");
        assertThat(value(wrapped)).hasSize(digits);
        assertThat(
                        server.post(
                                        path(kid) + "/" + back + VERSION,
                                        body(algorithm, value(wrapped)))
                                .body())
                .isEqualTo("{\"kid\":\"" + kid + "\",\"value\":\"" + plaintext + "\"}");
    }

    @ParameterizedTest
    @CsvSource({"encrypt, decrypt", "wrapkey, unwrapkey"})
    void gcm_answers_with_nonce_tag_and_additional_data(String forth, String back) {
        String kid = create("oct-HSM", null);
        String request = "{\"alg\":\"A256GCM\",\"value\":\"YXR0YWNr\",\"aad\":\"YWFk\"}";

        Wire.Answer made = server.post(path(kid) + "/" + forth + VERSION, request);

        assertThat(made.body())
                .matches(
                        "\\{\"kid\":\""
                                + Pattern.quote(kid)
                                + "\",\"value\":\"[\\w-]{8}\",\"iv\":\"[\\w-]{16}\",\"tag\":\"[\\w-]{22}\",\"aad\":\"YWFk\"}");
        String back64 = made.body().replaceFirst("\"kid\":\"[^\"]*\"", "\"alg\":\"A256GCM\"");
        assertThat(server.post(path(kid) + "/" + back + VERSION, back64).body())
                .isEqualTo("{\"kid\":\"" + kid + "\",\"value\":\"YXR0YWNr\"}");
        String other = back64.replace("\"aad\":\"YWFk\"", "\"aad\":\"YWFl\"");
        assertThat(server.post(path(kid) + "/" + back + VERSION, other).body())
                .contains("The ciphertext cannot be decrypted.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A256CBC", "A256CBCPAD"})
    void cbc_answers_with_the_callers_vector(String algorithm) {
        server.allowLegacy();
        String kid = create("oct-HSM", null);
        String request =
                "{\"alg\":\"%s\",\"value\":\"YXR0YWNrIGF0IGRhd24hIQ\",\"iv\":\"AAECAwQFBgcICQoLDA0ODw\"}"
                        .formatted(algorithm);

        Wire.Answer made = server.post(path(kid) + "/encrypt" + VERSION, request);

        assertThat(made.body())
                .matches(
                        "\\{\"kid\":\""
                                + Pattern.quote(kid)
                                + "\",\"value\":\"[\\w-]{22,43}\",\"iv\":\"AAECAwQFBgcICQoLDA0ODw\"}");
        String back =
                made.body().replaceFirst("\"kid\":\"[^\"]*\"", "\"alg\":\"" + algorithm + "\"");
        assertThat(server.post(path(kid) + "/decrypt" + VERSION, back).body())
                .isEqualTo("{\"kid\":\"" + kid + "\",\"value\":\"YXR0YWNrIGF0IGRhd24hIQ\"}");
    }

    @ParameterizedTest
    @CsvSource({"encrypt, decrypt", "wrapkey, unwrapkey"})
    void rsa1_5_is_for_data_and_for_keys(String forth, String back) {
        server.allowLegacy();
        String kid = create("RSA", null);

        Wire.Answer made = server.post(path(kid) + "/" + forth + VERSION, body("RSA1_5", "YWFk"));

        assertThat(
                        server.post(path(kid) + "/" + back + VERSION, body("RSA1_5", value(made)))
                                .body())
                .isEqualTo("{\"kid\":\"" + kid + "\",\"value\":\"YWFk\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, RSA1_5",
        "oct, A128CBC",
        "oct, A192CBC",
        "oct, A256CBC",
        "oct-HSM, A128CBCPAD",
        "oct-HSM, A192CBCPAD",
        "oct-HSM, A256CBCPAD"
    })
    void a_legacy_algorithm_is_refused_until_the_vault_names_it(String type, String algorithm) {
        String size = type.equals("RSA") ? "" : ",\"key_size\":" + algorithm.substring(1, 4);
        String kid = created("{\"kty\":\"" + type + "\"" + size + "}");
        for (String operation : new String[] {"encrypt", "decrypt"}) {
            Wire.Answer refused =
                    server.post(path(kid) + "/" + operation + VERSION, body(algorithm, "AAAA"));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body())
                    .isEqualTo(
                            "{\"error\":{\"code\":\"BadParameter\",\"message\":\"Algorithm %s is not allowed in this vault. It is there for compatibility only, and is off until the vault's property 'legacyAlgorithms' names it.\"}}"
                                    .formatted(algorithm));
        }
    }

    @Test
    void after_20_wrong_ciphertexts_a_key_answers_429_with_the_time_to_wait() {
        String kid = create("oct-HSM", null);
        String wrong =
                "{\"alg\":\"A256GCM\",\"value\":\"AAAA\",\"iv\":\"AAAAAAAAAAAAAAAA\",\"tag\":\"AAAAAAAAAAAAAAAAAAAAAA\"}";
        for (int i = 0; i < 20; i++) {
            assertThat(server.post(path(kid) + "/decrypt" + VERSION, wrong).body())
                    .isEqualTo(
                            "{\"error\":{\"code\":\"BadParameter\",\"message\":\"The ciphertext cannot be decrypted.\"}}");
        }

        Wire.Answer refused = server.post(path(kid) + "/decrypt" + VERSION, wrong);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).contains("60");
        assertThat(refused.body())
                .isEqualTo(
                        "{\"error\":{\"code\":\"Throttled\",\"message\":\"Too many ciphertexts could not be decrypted with this key in the last minute.\",\"innererror\":{\"code\":\"TooManyDecryptionFailures\"}}}");
        assertThat(server.recorded().outcome().status()).isEqualTo(429);
    }

    @Test
    void gcm_without_additional_data_answers_without() {
        String kid = create("oct", null);

        Wire.Answer made = server.post(path(kid) + "/encrypt" + VERSION, body("A256GCM", "AAAA"));

        assertThat(made.body()).contains("\"iv\"", "\"tag\"").doesNotContain("\"aad\"");
    }

    @Test
    void members_that_are_null_are_absent_and_others_are_ignored() {
        String kid = create("RSA", null);

        assertThat(
                        server.post(
                                        path(kid) + "/encrypt" + VERSION,
                                        "{\"x\":[[{}]],\"iv\":null,\"alg\":\"RSA-OAEP\",\"aad\":null,\"tag\":null,\"value\":\"AAAA\"}")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void a_key_disabled_after_it_was_used_signs_no_more() {
        String kid = create("EC", "P-256");
        String request = body("ES256", URL.encodeToString(new byte[32]));
        assertThat(server.post(path(kid) + "/sign" + VERSION, request).status()).isEqualTo(200);

        server.patch(path(kid) + VERSION, "{\"attributes\":{\"enabled\":false}}");

        assertThat(server.post(path(kid) + "/sign" + VERSION, request).status()).isEqualTo(403);
    }

    private String create(String type, @Nullable String curve) {
        String body =
                curve == null
                        ? "{\"kty\":\"" + type + "\"}"
                        : "{\"kty\":\"" + type + "\",\"crv\":\"" + curve + "\"}";
        return created(body);
    }

    private String created(String body) {
        Wire.Answer answer = server.post("/keys/signing/create" + VERSION, body);
        Matcher kid = Pattern.compile("\"kid\":\"([^\"]+)\"").matcher(answer.body());
        assertThat(kid.find()).as(answer.body()).isTrue();
        return kid.group(1);
    }

    private String verify(String kid, String algorithm, String digest, String signature) {
        return server.post(
                        path(kid) + "/verify" + VERSION,
                        "{\"alg\":\"%s\",\"digest\":\"%s\",\"value\":\"%s\"}"
                                .formatted(algorithm, digest, signature))
                .body();
    }

    private static String body(String algorithm, String value) {
        return "{\"alg\":\"" + algorithm + "\",\"value\":\"" + value + "\"}";
    }

    private static String path(String kid) {
        return kid.substring(BASE.length());
    }

    private static String value(Wire.Answer answer) {
        Matcher value = Pattern.compile("\"value\":\"([A-Za-z0-9_-]*)\"").matcher(answer.body());
        assertThat(value.find()).as(answer.body()).isTrue();
        return value.group(1);
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }
}
