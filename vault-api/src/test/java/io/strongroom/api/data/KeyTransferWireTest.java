package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.VERSION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.audit.Action;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.TransferSamples;
import io.strongroom.core.permission.Right;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bring your own key over the wire: key exchange keys, and imports of `key_hsm`.
final class KeyTransferWireTest {
    private static final String NO_BLOB = "Property 'key.key_hsm' is no transfer blob. ";
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_key_exchange_key_shows_its_one_operation_and_its_public_half() {
        String kek = kek();

        assertThat(kek)
                .contains(
                        "\"kty\":\"RSA-HSM\",\"key_ops\":[\"import\"],\"n\":\"", "\"e\":\"AQAB\"");
    }

    @ParameterizedTest
    @CsvSource({
        "sign,PS256",
        "verify,PS256",
        "encrypt,RSA-OAEP",
        "decrypt,RSA-OAEP",
        "wrapkey,RSA-OAEP",
        "unwrapkey,RSA-OAEP"
    })
    void a_key_exchange_key_does_nothing_else(String operation, String algorithm) {
        kek();
        server.allow(
                Right.KEYS_SIGN,
                Right.KEYS_VERIFY,
                Right.KEYS_ENCRYPT,
                Right.KEYS_DECRYPT,
                Right.KEYS_WRAP_KEY,
                Right.KEYS_UNWRAP_KEY);
        String digest = "A".repeat(43);

        Wire.Answer answer =
                server.send(
                        "POST",
                        "/keys/kek/" + operation + VERSION,
                        operation.equals("verify")
                                ? "{\"alg\":\"%s\",\"digest\":\"%s\",\"value\":\"AA\"}"
                                        .formatted(algorithm, digest)
                                : "{\"alg\":\"%s\",\"value\":\"%s\"}".formatted(algorithm, digest));

        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("KeyOperationForbidden");
    }

    @Test
    void an_elliptic_curve_key_is_imported_and_shows_its_public_half() {
        Wire.Answer answer =
                put("\"kty\":\"EC-HSM\",\"crv\":\"P-256\"", file(TransferSamples.ec(Curve.P_256)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "\"kty\":\"EC-HSM\",\"key_ops\":[\"sign\",\"verify\"],\"crv\":\"P-256\",\"x\":\"");
        assertThat(server.recorded().action()).isEqualTo(Action.KEY_IMPORT);
        assertThat(server.recorded().target().object()).isEqualTo("brought");
    }

    @Test
    void an_rsa_key_and_a_secret_key_are_imported() {
        assertThat(put("\"kty\":\"RSA-HSM\"", file(TransferSamples.rsa(2048))).body())
                .contains("\"kty\":\"RSA-HSM\"", "\"n\":\"");
        assertThat(put("\"kty\":\"oct-HSM\"", file(new byte[32])).body())
                .contains("\"kty\":\"oct-HSM\"");
    }

    @Test
    void the_blob_may_be_in_either_alphabet_and_its_attributes_are_the_requests() {
        byte[] file = file(new byte[16]);
        String standard = Base64.getEncoder().encodeToString(file);

        Wire.Answer answer =
                server.send(
                        "PUT",
                        "/keys/brought" + VERSION,
                        "{\"key\":{\"kty\":\"oct-HSM\",\"key_hsm\":\"%s\",\"key_ops\":[\"wrapKey\"]},\"attributes\":{\"enabled\":false},\"tags\":{\"a\":\"b\"},\"Hsm\":true}"
                                .formatted(standard));

        assertThat(answer.body())
                .contains(
                        "\"key_ops\":[\"wrapKey\"]", "\"enabled\":false", "\"tags\":{\"a\":\"b\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kty\":\"RSA\"|Property 'key.key_hsm' requires a key type of the HSM.",
                "\"kty\":\"oct\"|Property 'key.key_hsm' requires a key type of the HSM.",
                "\"kty\":\"rsa-HSM\"|Property 'key.kty' has invalid value 'rsa-HSM'.",
                "\"tags\":{}|Property 'key.kty' is required.",
                "\"kty\":\"EC-HSM\"|Property 'key.crv' is required to import a key of this type.",
                "\"kty\":\"EC-HSM\",\"crv\":\"P-192\"|Property 'key.crv' has invalid value 'P-192'.",
                "\"kty\":\"RSA-HSM\",\"crv\":\"P-256\"|Property 'key.crv' does not apply to key type RSA-HSM.",
                "\"kty\":\"oct-HSM\",\"crv\":\"P-256\"|Property 'key.crv' does not apply to key type oct-HSM.",
                "\"kty\":\"oct-HSM\",\"k\":\"AAAA\"|Property 'key.k' does not apply beside 'key.key_hsm'.",
                "\"kty\":\"RSA-HSM\",\"n\":\"AAAA\"|Property 'key.n' does not apply beside 'key.key_hsm'.",
            })
    void a_type_that_is_none_of_a_transfer(String type, String message) {
        assertRefused(server, put(type, file(new byte[16])), 400, "BadParameter", message);
    }

    @Test
    void a_flag_that_contradicts_the_type_is_refused() {
        assertRefused(
                server,
                server.send(
                        "PUT",
                        "/keys/brought" + VERSION,
                        "{\"Hsm\":false,\"key\":{\"kty\":\"oct-HSM\",\"key_hsm\":\"AAAA\"}}"),
                400,
                "BadParameter",
                "Property 'Hsm' contradicts 'key.kty'.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schema_version\":\"1.0.0\"|\"schema_version\":\"1.0\"|Its 'schema_version' must be '1.0.0'.",
                "\"schema_version\":\"1.0.0\",|''|Its 'schema_version' must be '1.0.0'.",
                "\"alg\":\"dir\"|\"alg\":\"RSA-OAEP\"|Its 'header.alg' must be 'dir'.",
                "CKM_RSA_AES_KEY_WRAP|RSA_AES_KEY_WRAP_256|Its 'header.enc' must be 'CKM_RSA_AES_KEY_WRAP'.",
                "\"header\"|\"head\"|It has no 'header'.",
                "\"ciphertext\"|\"text\"|Its 'ciphertext' must be base64url.",
                "\"ciphertext\":\"|\"ciphertext\":\"!|Its 'ciphertext' must be base64url.",
                "{\"schema|[{\"schema|It is not a valid JSON object.",
            })
    void a_blob_that_is_none(String part, String instead, String message) {
        String file = new String(file(new byte[16]), UTF_8).replace(part, instead);

        assertRefused(
                server,
                put("\"kty\":\"oct-HSM\"", file.getBytes(UTF_8)),
                400,
                "BadParameter",
                NO_BLOB + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.vault.example/keys/kek/%s",
                "http://HOST/keys/kek/%s",
                "https://HOST/secrets/kek/%s",
                "https://HOST/keys/kek",
                "https://HOST/keys/kek/",
                "https://HOST/keys/kek/%s/more",
                "https://HOST/keys/k.ek/%s",
                "https://HOST/keys//%s",
                "kek/%s",
                ""
            })
    void a_key_exchange_key_that_is_none_of_this_vault(String kid) {
        String kek = kek();
        String real = field(kek, "kid");
        String host = real.substring("https://".length(), real.indexOf("/keys/"));
        String version = real.substring(real.lastIndexOf('/') + 1);
        String sent = kid.formatted(version).replace("HOST", host);

        Wire.Answer answer = put("\"kty\":\"oct-HSM\"", file(kek, sent, new byte[16]));

        assertRefused(
                server,
                answer,
                400,
                "BadParameter",
                NO_BLOB
                        + "Its 'header.kid' must be the id of a version of a key of this vault, and is '%s'."
                                .formatted(sent));
    }

    @Test
    void a_key_exchange_key_that_is_not_there_or_no_such_key() {
        String kek = kek();
        String real = field(kek, "kid");
        String missing = real.substring(0, real.length() - 32) + "f".repeat(32);
        String rsa = server.post("/keys/rsa/create" + VERSION, "{\"kty\":\"RSA-HSM\"}").body();

        assertThat(put("\"kty\":\"oct-HSM\"", file(kek, missing, new byte[16])).status())
                .isEqualTo(404);
        Wire.Answer ordinary =
                put("\"kty\":\"oct-HSM\"", file(rsa, field(rsa, "kid"), new byte[16]));
        assertThat(ordinary.status()).isEqualTo(403);
        assertThat(ordinary.body()).contains("KeyOperationForbidden");
    }

    @Test
    void a_host_in_another_case_is_the_same_vault() {
        String kek = kek();
        String real = field(kek, "kid");
        String host = real.substring(0, real.indexOf("/keys/"));

        String shouted = "https://" + host.substring(8).toUpperCase(Locale.ROOT);

        byte[] file = file(kek, real.replace(host, shouted), new byte[16]);

        assertThat(put("\"kty\":\"oct-HSM\"", file).status()).isEqualTo(200);
    }

    private String kek() {
        Wire.Answer answer =
                server.post(
                        "/keys/kek/create" + VERSION,
                        "{\"kty\":\"RSA-HSM\",\"key_ops\":[\"import\"]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private byte[] file(byte[] key) {
        String kek = kek();
        return file(kek, field(kek, "kid"), key);
    }

    private static byte[] file(String kek, String kid, byte[] key) {
        RsaPublicKey publicKey =
                new RsaPublicKey(
                        new BigInteger(1, Base64.getUrlDecoder().decode(field(kek, "n"))),
                        BigInteger.valueOf(65537));
        String ciphertext =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(TransferSamples.blob(publicKey, key));
        return """
        {"schema_version":"1.0.0","header":{"kid":"%s","alg":"dir","enc":"CKM_RSA_AES_KEY_WRAP"},"ciphertext":"%s","generator":"a test"}\
        """
                .formatted(kid, ciphertext)
                .getBytes(UTF_8);
    }

    private Wire.Answer put(String type, byte[] file) {
        return server.send(
                "PUT",
                "/keys/brought" + VERSION,
                "{\"key\":{%s,\"key_hsm\":\"%s\"}}"
                        .formatted(
                                type,
                                Base64.getUrlEncoder().withoutPadding().encodeToString(file)));
    }

    private static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
