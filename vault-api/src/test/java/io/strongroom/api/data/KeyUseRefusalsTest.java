package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.KeyVersion;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests to use a key that are refused: status, code, message and record.
final class KeyUseRefusalsTest {
    private static final String DIGEST = "A".repeat(43);
    private static final String SIGN = "{\"alg\":\"ES256\",\"value\":\"" + DIGEST + "\"}";
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void an_operation_that_key_ops_does_not_name() {
        server.keepEc("signing");
        server.patch("/keys/signing" + VERSION, "{\"key_ops\":[\"verify\"]}");

        assertRefused(
                server,
                server.post("/keys/signing//sign" + VERSION, SIGN),
                403,
                "Forbidden",
                "Operation sign is not permitted on this key.");
        assertThat(server.recorded().outcome().signature()).isEqualTo("KeyOperationForbidden");
    }

    @Test
    void a_disabled_key() {
        server.keepEc("signing");
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
        KeyVersion key = Samples.ec256Key(server.vault(), "signing");
        keepAs(key, notBefore, expires);

        assertRefused(
                server,
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
        server.keepEc("signing");

        assertRefused(
                server,
                server.post(
                        "/keys/signing//sign" + VERSION, "{\"alg\":\"ES256\",\"value\":\"AAAA\"}"),
                400,
                "BadParameter",
                "Invalid length of 'value': 3 bytes. Algorithm ES256 requires 32 bytes, encoded with base64url.");
        assertThat(server.recorded().details()).containsEntry("algorithm", "ES256");
    }

    @Test
    void an_algorithm_that_does_not_fit_the_key() {
        server.keepEc("signing");

        assertRefused(
                server,
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
                "{\"alg\":\"HS256\",\"value\":\"AA\"}|Key and signing or encryption algorithm are incompatible. Algorithm HS256 cannot be used with an EC key on curve P-256.",
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
        server.keepEc("signing");

        assertRefused(
                server,
                server.post("/keys/signing//sign" + VERSION, body),
                400,
                "BadParameter",
                message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"alg\":\"A256CTR\",\"value\":\"AA\"}|Algorithm 'A256CTR' is not supported.",
                "{\"alg\":\"RSA1_5\",\"value\":\"AA\",\"iv\":\"AA\"}|Property 'iv' does not apply to algorithm RSA1_5.",
                "{\"alg\":\"A256CBC\",\"value\":\"AA\",\"aad\":\"AA\"}|Property 'aad' does not apply to algorithm A256CBC.",
                "{\"alg\":\"A256CBCPAD\",\"value\":\"AA\",\"tag\":\"AA\"}|Property 'tag' does not apply to algorithm A256CBCPAD.",
                "{\"alg\":\"A256GCM\",\"value\":\"AA\",\"iv\":\"AAAAAAAAAAAAAAAA\"}|Property 'iv' does not apply to encryption with A256GCM: the HSM makes the nonce.",
                "{\"alg\":\"A256GCM\",\"value\":\"AA\",\"tag\":\"AA\"}|Property 'tag' does not apply to encryption with A256GCM.",
                "{\"alg\":\"A256GCM\",\"value\":\"AA\",\"aad\":\"A\"}|Property 'aad' is not base64url.",
                "{\"alg\":\"A256GCM\",\"value\":\"AA\",\"aad\":7}|Property 'aad' must be a string.",
                "{\"alg\":\"A256KW\",\"value\":\"AA\",\"aad\":\"AA\"}|Property 'aad' does not apply to algorithm A256KW.",
                "{\"alg\":\"A256KW\",\"value\":\"AA\",\"iv\":\"AA\"}|Property 'iv' does not apply to algorithm A256KW.",
                "{\"alg\":\"RSA-OAEP\",\"value\":\"AA\",\"iv\":\"AA\"}|Property 'iv' does not apply to algorithm RSA-OAEP.",
                "{\"alg\":\"RSA-OAEP\",\"value\":\"AA\",\"aad\":\"AA\"}|Property 'aad' does not apply to algorithm RSA-OAEP.",
                "{\"alg\":\"RSA-OAEP\"}|Property 'value' is required.",
            })
    void a_body_that_is_no_request_to_encrypt(String body, String message) {
        server.keepEc("signing");

        assertRefused(
                server,
                server.post("/keys/signing//encrypt" + VERSION, body),
                400,
                "BadParameter",
                message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decrypt|{\"alg\":\"A256GCM\",\"value\":\"AA\"}|Invalid length of 'iv': 0 bytes. Algorithm A256GCM requires 12 bytes, encoded with base64url.",
                "decrypt|{\"alg\":\"A256GCM\",\"value\":\"AA\",\"iv\":\"AAAAAAAAAAAAAAAA\"}|Invalid length of 'tag': 0 bytes. Algorithm A256GCM requires 16 bytes, encoded with base64url.",
                "decrypt|{\"alg\":\"A256GCM\",\"value\":\"AA\",\"iv\":\"AAAAAAAAAAAAAAAA\",\"tag\":\"AAAAAAAAAAAAAAAAAAAAAA\"}|The ciphertext cannot be decrypted.",
                "decrypt|{\"alg\":\"A256KW\",\"value\":\"AA\"}|Algorithm A256KW is for operations wrapKey and unwrapKey.",
                "encrypt|{\"alg\":\"A128GCM\",\"value\":\"AA\"}|Key and signing or encryption algorithm are incompatible. Algorithm A128GCM cannot be used with an oct key of 256 bits.",
                "encrypt|{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}|Key and signing or encryption algorithm are incompatible. Algorithm RSA-OAEP cannot be used with an oct key of 256 bits.",
                "unwrapkey|{\"alg\":\"A256KW\",\"value\":\"AA\"}|The ciphertext cannot be decrypted.",
                "wrapkey|{\"alg\":\"A256KW\",\"value\":\"AA\"}|Invalid length of 'value': 1 bytes. Algorithm A256KW requires a multiple of 8, from 16 to 1024 bytes, encoded with base64url.",
                "sign|{\"alg\":\"HS256\",\"value\":\"AA\"}|Invalid length of 'value': 1 bytes. Algorithm HS256 requires 32 bytes, encoded with base64url.",
                "sign|{\"alg\":\"ES256\",\"value\":\"AA\"}|Key and signing or encryption algorithm are incompatible. Algorithm ES256 cannot be used with an oct key of 256 bits.",
            })
    void a_use_that_a_secret_key_does_not_have(String use, String body, String message) {
        server.post("/keys/secret/create" + VERSION, "{\"kty\":\"oct-HSM\"}");

        assertRefused(
                server,
                server.post("/keys/secret//" + use + VERSION, body),
                400,
                "BadParameter",
                message);
    }

    @Test
    void stored_data_that_was_changed_is_refused_as_such() {
        KeyVersion key = Samples.keyVersion(server.vault(), "broken", new KeySpec.Ec(Curve.P_256));
        server.keep(key);

        Wire.Answer answer = server.post("/keys/broken//sign" + VERSION, SIGN);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("\"code\":\"IntegrityViolation\"");
        assertThat(answer.header("x-ms-request-id"))
                .contains(server.recorded().request().correlationId());
        assertThat(server.recorded().outcome().signature()).isEqualTo("IntegrityViolation");
    }

    private void keepAs(KeyVersion key, long notBefore, long expires) {
        KeyAttributes.Changes validity =
                new KeyAttributes.Changes(
                        null,
                        Samples.NOW.plusSeconds(notBefore),
                        Samples.NOW.plusSeconds(expires),
                        null,
                        null);
        server.keep(
                new KeyVersion(
                        key.wrapped(),
                        key.protection(),
                        key.attributes().changedBy(validity, key.spec(), Samples.NOW),
                        key.ordinal(),
                        key.generation()));
    }
}
