package io.strongroom.api.data;

import static io.strongroom.api.data.VaultServer.HOST;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.OpenVault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What callers that were let in are refused: status, code, message and record.
final class RefusalsTest {
    private static final String SEE =
            " was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182";
    private static final String DIGEST = "A".repeat(43);
    private static final String SIGN = "{\"alg\":\"ES256\",\"value\":\"" + DIGEST + "\"}";
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /keys, list",
        "GET, /keys/signing/versions, list",
        "GET, /keys/signing, get",
        "GET, /keys/nowhere, get",
        "GET, /keys/signing/nonsense, get",
    })
    void reading_needs_its_right(String method, String path, String right) {
        keep("signing");
        server.allow();

        assertRefused(server.send(method, path + VERSION, ""), 403, "Forbidden", policy(right));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/keys/signing/create|{\"kty\":\"EC\"}|create",
                "/keys/signing//sign|{\"alg\":\"ES256\",\"value\":\"AA\"}|sign",
                "/keys/signing//verify|{\"alg\":\"ES256\",\"digest\":\"AA\",\"value\":\"AA\"}|verify",
                "/keys/signing//encrypt|{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}|encrypt",
                "/keys/signing//decrypt|{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}|decrypt",
                "/keys/signing//wrapkey|{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}|wrapKey",
                "/keys/signing//unwrapkey|{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}|unwrapKey",
            })
    void using_needs_its_right(String path, String body, String right) {
        keep("signing");
        server.allow(
                Arrays.stream(Right.values())
                        .filter(permission -> !permission.wireName().equals(right))
                        .toArray(Right[]::new));

        assertRefused(server.post(path + VERSION, body), 403, "Forbidden", policy(right));
        assertThat(server.recorded().target().object()).isEqualTo("signing");
        assertThat(server.recorded().outcome().signature()).isEqualTo("ForbiddenByPolicy");
    }

    @Test
    void updating_needs_its_right() {
        keep("signing");
        server.allow(Right.KEYS_GET);

        assertRefused(
                server.patch("/keys/signing" + VERSION, "{}"), 403, "Forbidden", policy("update"));
    }

    @Test
    void a_key_that_is_not_there() {
        assertRefused(
                server.get("/keys/nowhere" + VERSION),
                404,
                "KeyNotFound",
                "A key with (name/id) nowhere" + SEE);
        assertThat(server.recorded().target().object()).isEqualTo("nowhere");
    }

    @Test
    void a_version_that_is_not_there() {
        keep("signing");
        String version = "0".repeat(32);

        assertRefused(
                server.post("/keys/signing/" + version + "/sign" + VERSION, SIGN),
                404,
                "KeyNotFound",
                "A key with (name/id) signing/" + version + SEE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "0", "0123456789abcdef0123456789abcdef0", "a%20b"})
    void a_version_that_could_not_be(String version) {
        keep("signing");

        assertRefused(
                server.get("/keys/signing/" + version + VERSION),
                404,
                "KeyNotFound",
                "A key with (name/id) signing/" + version.replace("%20", " ") + SEE);
    }

    @ParameterizedTest
    @CsvSource({
        "bad_name, bad_name",
        "bad.name, bad.name",
        "bad%20name, bad name",
        "a%2Fb, a/b",
        "a%00b, a?b",
        "%C3%A9, ?",
        "a%2, a%2",
        "name;v=1, name;v=1",
    })
    void a_name_with_other_characters(String sent, String shown) {
        Wire.Answer answer = server.get("/keys/" + sent + VERSION);
        if (sent.contains("%2F") || sent.contains("%00") || sent.equals("a%2")) {
            // Tomcat refuses these before anybody else sees them
            assertThat(answer.status()).isEqualTo(400);
            return;
        }
        assertRefused(
                answer, 400, "BadParameter", "The request URI contains an invalid name: " + shown);
        assertThat(server.recorded().target().object()).isNull();
    }

    @Test
    void a_name_has_at_most_127_characters() {
        String longest = "n".repeat(127);
        assertThat(server.get("/keys/" + longest + VERSION).status()).isEqualTo(404);

        assertRefused(
                server.get("/keys/" + longest + "n" + VERSION),
                400,
                "BadParameter",
                "The request URI contains an invalid name: " + longest + "n");
    }

    @Test
    void an_operation_that_key_ops_does_not_name() {
        keep("signing");
        server.patch("/keys/signing" + VERSION, "{\"key_ops\":[\"verify\"]}");

        assertRefused(
                server.post("/keys/signing//sign" + VERSION, SIGN),
                403,
                "Forbidden",
                "Operation sign is not permitted on this key.");
        assertThat(server.recorded().outcome().signature()).isEqualTo("KeyOperationForbidden");
    }

    @Test
    void a_disabled_key() {
        keep("signing");
        server.patch("/keys/signing" + VERSION, "{\"attributes\":{\"enabled\":false}}");

        Wire.Answer answer = server.post("/keys/signing//sign" + VERSION, SIGN);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":{\"code\":\"Forbidden\",\"message\":\"Operation sign is not allowed on a disabled key.\",\"innererror\":{\"code\":\"KeyDisabled\"}}}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(server.recorded().outcome().signature()).isEqualTo("KeyDisabled");
        assertThat(server.get("/keys/signing" + VERSION).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"-2, -1", "1, 2"})
    void a_key_outside_of_its_validity(long notBefore, long expires) {
        KeyVersion key = Samples.ec256Key(vault(), "signing");
        keepAs(key, notBefore, expires);

        assertRefused(
                server.post("/keys/signing//sign" + VERSION, SIGN),
                403,
                "Forbidden",
                "Operation sign is not allowed on a key that is not yet valid or has expired.");
        assertThat(server.recorded().outcome().signature()).isEqualTo("KeyNotYetValidOrExpired");
        assertThat(
                        server.post(
                                        "/keys/signing//verify" + VERSION,
                                        "{\"alg\":\"ES256\",\"digest\":\"%s\",\"value\":\"AA\"}"
                                                .formatted(DIGEST))
                                .body())
                .isEqualTo("{\"value\":false}");
    }

    @Test
    void a_digest_of_the_wrong_length() {
        keep("signing");

        assertRefused(
                server.post(
                        "/keys/signing//sign" + VERSION, "{\"alg\":\"ES256\",\"value\":\"AAAA\"}"),
                400,
                "BadParameter",
                "Invalid length of 'value': 3 bytes. Algorithm ES256 requires 32 bytes, encoded with base64url.");
        assertThat(server.recorded().details()).containsEntry("algorithm", "ES256");
    }

    @Test
    void an_algorithm_that_does_not_fit_the_key() {
        keep("signing");

        assertRefused(
                server.post(
                        "/keys/signing//sign" + VERSION,
                        "{\"alg\":\"RS256\",\"value\":\"%s\"}".formatted(DIGEST)),
                400,
                "BadParameter",
                "Key and signing or encryption algorithm are incompatible. Algorithm RS256 cannot be used with an EC key on curve P-256.");
    }

    @Test
    void rubbish_to_decrypt_is_always_refused_alike() {
        server.post("/keys/rsa/create" + VERSION, "{\"kty\":\"RSA\"}");

        List<Wire.Answer> answers =
                List.of("AA", "A".repeat(342), "g".repeat(342)).stream()
                        .map(rubbish ->
                                server.post(
                                        "/keys/rsa//decrypt" + VERSION,
                                        "{\"alg\":\"RSA-OAEP\",\"value\":\"%s\"}"
                                                .formatted(rubbish)))
                        .toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(400));
        assertThat(answers.stream().map(Wire.Answer::body).distinct()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|Property 'alg' is required.",
                "{\"alg\":null,\"value\":\"AA\"}|Property 'alg' is required.",
                "{\"alg\":\"ES256\"}|Property 'value' is required.",
                "{\"alg\":\"ES256\",\"value\":null}|Property 'value' is required.",
                "{\"alg\":\"ES256\",\"value\":7}|Property 'value' must be a string.",
                "{\"alg\":[],\"value\":\"AA\"}|Property 'alg' must be a string.",
                "{\"alg\":\"ES256\",\"value\":\"A\"}|Property 'value' is not base64url.",
                "{\"alg\":\"ES256\",\"value\":\"A*\"}|Property 'value' is not base64url.",
                "{\"alg\":\"ES256\",\"value\":\"AA=\"}|Property 'value' is not base64url.",
                "{\"alg\":\"ES256\",\"value\":\"AA===\"}|Property 'value' is not base64url.",
                "{\"alg\":\"ES256\",\"value\":\"=AAA\"}|Property 'value' is not base64url.",
                "{\"alg\":\"es256\",\"value\":\"AA\"}|Algorithm 'es256' is not supported.",
                "{\"alg\":\"RSNULL\",\"value\":\"AA\"}|Algorithm 'RSNULL' is not supported.",
                "{\"alg\":\"HS256\",\"value\":\"AA\"}|Algorithm 'HS256' is not supported.",
                "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"value\":\"AA\"}|The request body is not a valid JSON object.",
                "{\"x\":1,\"x\":2}|The request body is not a valid JSON object.",
                "{\"alg\":\"ES256\"|The request body is not a valid JSON object.",
                "{\"alg\":\"ES256\"}}|The request body is not a valid JSON object.",
                "{\"alg\":\"ES256\"} {}|The request body is not a valid JSON object.",
                "[]|The request body is not a valid JSON object.",
                "null|The request body is not a valid JSON object.",
                "{'alg':'ES256'}|The request body is not a valid JSON object.",
                "{alg:1}|The request body is not a valid JSON object.",
                "``|The request body is missing.",
            })
    void a_body_that_is_no_request_to_sign(String body, String message) {
        keep("signing");

        assertRefused(
                server.post("/keys/signing//sign" + VERSION, body), 400, "BadParameter", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"alg\":\"RSA1_5\",\"value\":\"AA\"}|Algorithm 'RSA1_5' is not supported.",
                "{\"alg\":\"A256GCM\",\"value\":\"AA\"}|Algorithm 'A256GCM' is not supported.",
                "{\"alg\":\"RSA-OAEP\",\"value\":\"AA\",\"iv\":\"AA\"}|Property 'iv' does not apply to algorithm RSA-OAEP.",
                "{\"alg\":\"RSA-OAEP\",\"value\":\"AA\",\"aad\":\"AA\"}|Property 'aad' does not apply to algorithm RSA-OAEP.",
                "{\"alg\":\"RSA-OAEP\"}|Property 'value' is required.",
            })
    void a_body_that_is_no_request_to_encrypt(String body, String message) {
        keep("signing");

        assertRefused(
                server.post("/keys/signing//encrypt" + VERSION, body),
                400,
                "BadParameter",
                message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kty\":\"AES\"}|Property 'kty' has invalid value 'AES'.",
                "{\"kty\":\"rsa\"}|Property 'kty' has invalid value 'rsa'.",
                "{\"kty\":\"AKP\"}|Property 'kty' has invalid value 'AKP'.",
                "{\"kty\":7}|Property 'kty' must be a string.",
                "{\"kty\":\"oct\"}|Key type 'oct' is not supported by this service.",
                "{\"kty\":\"oct-HSM\",\"key_size\":256}|Key type 'oct-HSM' is not supported by this service.",
                "{\"kty\":\"RSA\",\"key_size\":1024}|Property 'key_size' has invalid value '1024'.",
                "{\"kty\":\"RSA\",\"key_size\":2047}|Property 'key_size' has invalid value '2047'.",
                "{\"kty\":\"RSA\",\"key_size\":2049}|Property 'key_size' has invalid value '2049'.",
                "{\"kty\":\"RSA\",\"key_size\":4294969344}|Property 'key_size' has invalid value '4294969344'.",
                "{\"kty\":\"RSA\",\"key_size\":\"2048\"}|Property 'key_size' must be an integer.",
                "{\"kty\":\"RSA\",\"key_size\":2048.0}|Property 'key_size' must be an integer.",
                "{\"kty\":\"RSA\",\"key_size\":99999999999999999999}|Property 'key_size' must be an integer.",
                "{\"kty\":\"RSA\",\"public_exponent\":3}|Property 'public_exponent' has invalid value '3'.",
                "{\"kty\":\"RSA\",\"crv\":\"P-256\"}|Property 'crv' does not apply to key type RSA.",
                "{\"kty\":\"EC\",\"crv\":\"P-192\"}|Property 'crv' has invalid value 'P-192'.",
                "{\"kty\":\"EC\",\"key_size\":256}|Property 'key_size' does not apply to key type EC.",
                "{\"kty\":\"EC\",\"key_ops\":\"sign\"}|Property 'key_ops' must be an array.",
                "{\"kty\":\"EC\",\"key_ops\":[1]}|Property 'key_ops[0]' must be a string.",
                "{\"kty\":\"EC\",\"key_ops\":[\"Sign\"]}|Property 'key_ops' has invalid value 'Sign'.",
                "{\"kty\":\"EC\",\"key_ops\":[\"import\"]}|Key operation 'import' is not supported by this service.",
                "{\"kty\":\"EC\",\"key_ops\":[\"encrypt\"]}|Key operation 'encrypt' is not supported for this key type.",
                "{\"kty\":\"EC\",\"key_ops\":[\"sign\",\"sign\"]}|Property key_ops has a value more than once.",
                "{\"kty\":\"EC\",\"attributes\":[]}|Property 'attributes' must be an object.",
                "{\"kty\":\"EC\",\"attributes\":{\"enabled\":\"true\"}}|Property 'attributes.enabled' must be true or false.",
                "{\"kty\":\"EC\",\"attributes\":{\"exportable\":true}}|Property 'attributes.exportable' is not supported by this service.",
                "{\"kty\":\"EC\",\"attributes\":{\"nbf\":-1}}|Property 'attributes.nbf' has invalid value '-1'.",
                "{\"kty\":\"EC\",\"attributes\":{\"exp\":253402300800}}|Property 'attributes.exp' has invalid value '253402300800'.",
                "{\"kty\":\"EC\",\"attributes\":{\"nbf\":2000000000,\"exp\":2000000000}}|Property 'attributes.exp' must be later than 'attributes.nbf'.",
                "{\"kty\":\"EC\",\"release_policy\":{}}|Property 'release_policy' is not supported by this service.",
                "{\"kty\":\"EC\",\"tags\":[]}|Property 'tags' must be an object.",
                "{\"kty\":\"EC\",\"tags\":{\"a\":1}}|Property 'tags.a' must be a string.",
                "{\"kty\":\"EC\",\"tags\":{\"a\":null}}|Property 'tags.a' must be a string.",
            })
    void a_body_that_asks_for_no_possible_key(String body, String message) {
        assertRefused(
                server.post("/keys/made/create" + VERSION, body), 400, "BadParameter", message);
        assertThat(server.get("/keys/made" + VERSION).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"kty\":null}", "{\"kty\":\"\"}"})
    void a_key_without_type_is_refused_in_azures_words(String body) {
        assertThat(server.post("/keys/made/create" + VERSION, body).body())
                .isEqualTo(
                        "{\"error\":{\"code\":\"BadParameter\",\"message\":\"Property  has invalid value\\r\\nProperty  has invalid value\\r\\n\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"key_ops\":[\"encrypt\"]}|Key operation 'encrypt' is not supported for this key type.",
                "{\"release_policy\":{\"data\":\"AA\"}}|Property 'release_policy' is not supported by this service.",
                "{\"attributes\":{\"exportable\":true}}|Property 'attributes.exportable' is not supported by this service.",
                "{\"attributes\":{\"enabled\":0}}|Property 'attributes.enabled' must be true or false.",
                "{\"attributes\":{\"nbf\":20,\"exp\":19}}|Property 'attributes.exp' must be later than 'attributes.nbf'.",
            })
    void a_body_that_is_no_update(String body, String message) {
        keep("signing");

        assertRefused(server.patch("/keys/signing" + VERSION, body), 400, "BadParameter", message);
    }

    @Test
    void an_update_may_not_end_a_key_before_its_start() {
        server.post(
                "/keys/signing/create" + VERSION,
                "{\"kty\":\"EC\",\"attributes\":{\"nbf\":2000000000}}");

        assertRefused(
                server.patch("/keys/signing" + VERSION, "{\"attributes\":{\"exp\":2000000000}}"),
                400,
                "BadParameter",
                "Property 'attributes.exp' must be later than 'attributes.nbf'.");
        assertThat(
                        server.patch(
                                        "/keys/signing" + VERSION,
                                        "{\"attributes\":{\"exp\":2000000001}}")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void a_key_has_at_most_15_tags() {
        assertThat(createWithTags(15, 256).status()).isEqualTo(200);
        assertRefused(
                createWithTags(16, 1), 400, "BadParameter", "Too many tags: 16. There may be 15.");
        assertRefused(
                createWithTags(1, 257),
                400,
                "BadParameter",
                "A tag's name has 1 to 256 characters and its value at most 256.");
    }

    @Test
    void a_body_has_at_most_64_kib() {
        server.post("/keys/signing/create" + VERSION, "{\"kty\":\"EC\"}");
        String target = "/keys/signing//sign" + VERSION;

        assertThat(server.post(target, padded(64 * 1024)).status()).isEqualTo(200);
        assertRefused(
                server.post(target, padded(64 * 1024 + 1)),
                413,
                "RequestBodyTooLarge",
                "The request body is larger than 65536 bytes.");
    }

    @Test
    void a_chunked_body_has_at_most_64_kib_too() {
        String body = padded(64 * 1024 + 1);
        String chunked = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";

        Wire.Answer answer =
                server.wire()
                        .exchange(
                                head("Transfer-Encoding: chunked"),
                                chunked.getBytes(StandardCharsets.UTF_8));
        assertRefused(
                answer, 413, "RequestBodyTooLarge", "The request body is larger than 65536 bytes.");
    }

    @Test
    void a_body_is_at_most_16_deep() {
        keep("signing");
        String target = "/keys/signing/create" + VERSION;

        assertThat(server.post(target, nested(15)).status()).isEqualTo(200);
        assertRefused(
                server.post(target, nested(16)),
                400,
                "BadParameter",
                "The request body is not a valid JSON object.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: gzip",
                "Content-Type: text/plain",
                "Content-Type: application/x-www-form-urlencoded",
            })
    void a_body_of_another_kind_is_not_supported(String header) {
        Wire.Answer answer =
                server.wire().exchange(head(header, "Content-Length: 2"), new byte[] {'{', '}'});

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).contains("\"code\":\"UnsupportedMediaType\"");
        assertThat(server.recorded().outcome().signature()).isEqualTo("UnsupportedMediaType");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: 1",
                "Content-Type: application/json",
                "Content-Type: application/json;charset=UTF-8",
                "Content-Type: Application/JSON; charset=utf-8",
                "Content-Encoding: identity",
            })
    void json_may_be_called_by_its_names_or_not_at_all(String header) {
        byte[] body = "{\"kty\":\"EC\"}".getBytes(StandardCharsets.UTF_8);
        List<String> head =
                List.of(
                        "POST /keys/made/create?api-version=7.6 HTTP/1.1",
                        "Host: " + HOST,
                        "Authorization: Bearer " + server.appToken(),
                        "Connection: close",
                        header,
                        "Content-Length: " + body.length);

        assertThat(server.wire().exchange(head, body).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "26", "-1", "1.0", "x", "999999999999", "٣"})
    void maxresults_is_1_to_25(String value) {
        assertRefused(
                server.get(
                        "/keys?api-version=7.6&maxresults="
                                + URLEncoder.encode(value, StandardCharsets.UTF_8)),
                400,
                "BadParameter",
                "Query parameter 'maxresults' must be between 1 and 25.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "25", ""})
    void maxresults_at_its_limits(String value) {
        assertThat(server.get("/keys?api-version=7.6&maxresults=" + value).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "*", "AAAA", "%00"})
    void a_skiptoken_that_is_none(String token) {
        assertRefused(
                server.get("/keys?api-version=7.6&$skiptoken=" + token),
                400,
                "BadParameter",
                "Query parameter '$skiptoken' is not one of this service.");
    }

    @Test
    void stored_data_that_was_changed_is_refused_as_such() {
        KeyVersion key = Samples.keyVersion(vault(), "broken", new KeySpec.Ec(Curve.P_256));
        server.keep(key);

        Wire.Answer answer = server.post("/keys/broken//sign" + VERSION, SIGN);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("\"code\":\"IntegrityViolation\"");
        assertThat(answer.header("x-ms-request-id"))
                .contains(server.recorded().request().correlationId());
        assertThat(server.recorded().outcome().signature()).isEqualTo("IntegrityViolation");
    }

    @Test
    void a_foreign_admin_gets_nothing() {
        keep("signing");
        String token = "Bearer " + server.fabrikam.token("admin");

        for (String path : List.of("/keys", "/keys/signing", "/keys/nowhere")) {
            assertThat(server.send("GET", path + VERSION, HOST, token, "").status()).isEqualTo(401);
        }
    }

    private void assertRefused(Wire.Answer answer, int status, String code, String message) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .startsWith(
                        "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"".formatted(code, message));
        Outcome outcome = server.recorded().outcome();
        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.description()).isEqualTo(message);
        assertThat(server.recorded().caller()).isNotNull();
    }

    private static String policy(String right) {
        return "The user, group or application 'appid=client-of-app;oid=app;numgroups=0;iss=https://login.localhost/%s/v2.0' does not have keys %s permission on key vault 'contoso-demo;location=local'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287"
                .formatted(Samples.CONTOSO, right);
    }

    private OpenVault vault() {
        return server.installation.vault(Samples.CONTOSO_VAULT);
    }

    private KeyVersion keep(String name) {
        return server.keep(Samples.ec256Key(vault(), name));
    }

    private void keepAs(KeyVersion key, long notBefore, long expires) {
        KeyAttributes old = key.attributes();
        KeyAttributes attributes =
                new KeyAttributes(
                        true,
                        Samples.NOW.plusSeconds(notBefore),
                        Samples.NOW.plusSeconds(expires),
                        old.created(),
                        old.updated());
        server.keep(
                new KeyVersion(
                        key.wrapped(),
                        key.protection(),
                        attributes,
                        key.operations(),
                        key.tags(),
                        1));
    }

    private Wire.Answer createWithTags(int count, int length) {
        String tags =
                IntStream.range(0, count)
                        .mapToObj(i -> "\"t" + i + "\":\"" + "v".repeat(length) + "\"")
                        .collect(Collectors.joining(","));
        return server.post(
                "/keys/tagged/create" + VERSION, "{\"kty\":\"EC\",\"tags\":{" + tags + "}}");
    }

    private List<String> head(String... more) {
        return Stream.concat(
                        Stream.of(
                                "POST /keys/signing//sign?api-version=7.6 HTTP/1.1",
                                "Host: " + HOST,
                                "Authorization: Bearer " + server.appToken(),
                                "Connection: close"),
                        Stream.of(more))
                .toList();
    }

    private static String padded(int length) {
        return SIGN + " ".repeat(length - SIGN.length());
    }

    /// An object this deep.
    private static String nested(int depth) {
        return "{\"kty\":\"EC\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    }
}
