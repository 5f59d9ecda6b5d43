package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests to create a key that are refused.
final class KeyCreateRefusalsTest {
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
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
                "{\"kty\":\"OCT\"}|Property 'kty' has invalid value 'OCT'.",
                "{\"kty\":\"oct\",\"key_size\":127}|Property 'key_size' has invalid value '127'.",
                "{\"kty\":\"oct\",\"key_size\":129}|Property 'key_size' has invalid value '129'.",
                "{\"kty\":\"oct-HSM\",\"key_size\":255}|Property 'key_size' has invalid value '255'.",
                "{\"kty\":\"oct-HSM\",\"key_size\":512}|Property 'key_size' has invalid value '512'.",
                "{\"kty\":\"oct\",\"key_size\":4294967552}|Property 'key_size' has invalid value '4294967552'.",
                "{\"kty\":\"oct\",\"crv\":\"P-256\"}|Property 'crv' does not apply to key type oct.",
                "{\"kty\":\"oct-HSM\",\"public_exponent\":65537}|Property 'public_exponent' does not apply to key type oct-HSM.",
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
                "{\"kty\":\"EC\",\"crv\":\"SECP256K1\"}|Property 'crv' has invalid value 'SECP256K1'.",
                "{\"kty\":\"EC\",\"key_size\":256}|Property 'key_size' does not apply to key type EC.",
                "{\"kty\":\"EC\",\"key_ops\":\"sign\"}|Property 'key_ops' must be an array.",
                "{\"kty\":\"EC\",\"key_ops\":[1]}|Property 'key_ops[0]' must be a string.",
                "{\"kty\":\"EC\",\"key_ops\":[\"Sign\"]}|Property 'key_ops' has invalid value 'Sign'.",
                "{\"kty\":\"EC\",\"key_ops\":[\"import\"]}|Key operation 'import' requires key type RSA-HSM.",
                "{\"kty\":\"EC\",\"key_ops\":[\"encrypt\"]}|Key operation 'encrypt' is not supported for this key type.",
                "{\"kty\":\"EC\",\"key_ops\":[\"sign\",\"sign\"]}|Property key_ops has a value more than once.",
                "{\"kty\":\"EC\",\"attributes\":[]}|Property 'attributes' must be an object.",
                "{\"kty\":\"EC\",\"attributes\":{\"enabled\":\"true\"}}|Property 'attributes.enabled' must be true or false.",
                "{\"kty\":\"EC\",\"attributes\":{\"exportable\":true}}|Only a key whose type ends in -HSM can be exportable.",
                "{\"kty\":\"EC\",\"attributes\":{\"nbf\":-1}}|Property 'attributes.nbf' has invalid value '-1'.",
                "{\"kty\":\"EC\",\"attributes\":{\"exp\":253402300800}}|Property 'attributes.exp' has invalid value '253402300800'.",
                "{\"kty\":\"EC\",\"attributes\":{\"nbf\":2000000000,\"exp\":2000000000}}|Property 'attributes.exp' must be later than 'attributes.nbf'.",
                "{\"kty\":\"EC\",\"release_policy\":{}}|Property 'release_policy.data' is required.",
                "{\"kty\":\"EC\",\"tags\":[]}|Property 'tags' must be an object.",
                "{\"kty\":\"EC\",\"tags\":{\"a\":1}}|Property 'tags.a' must be a string.",
                "{\"kty\":\"EC\",\"tags\":{\"a\":null}}|Property 'tags.a' must be a string.",
            })
    void a_body_that_asks_for_no_possible_key(String body, String message) {
        assertRefused(
                server,
                server.post("/keys/made/create" + VERSION, body),
                400,
                "BadParameter",
                message);
        assertThat(server.get("/keys/made" + VERSION).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"kty\":null}", "{\"kty\":\"\"}"})
    void a_key_without_type_is_refused_in_azures_words(String body) {
        assertThat(server.post("/keys/made/create" + VERSION, body).body())
                .isEqualTo(
                        "{\"error\":{\"code\":\"BadParameter\",\"message\":\"Property  has invalid value\\r\\nProperty  has invalid value\\r\\n\"}}");
    }

    @Test
    void a_key_has_at_most_15_tags() {
        assertThat(createWithTags(15, 256).status()).isEqualTo(200);
        assertRefused(
                server,
                createWithTags(16, 1),
                400,
                "BadParameter",
                "Too many tags: 16. There may be 15.");
        assertRefused(
                server,
                createWithTags(1, 257),
                400,
                "BadParameter",
                "A tag's name has 1 to 256 characters and its value at most 256.");
    }

    private Wire.Answer createWithTags(int count, int length) {
        String tags =
                IntStream.range(0, count)
                        .mapToObj(i -> "\"t" + i + "\":\"" + "v".repeat(length) + "\"")
                        .collect(Collectors.joining(","));
        return server.post(
                "/keys/tagged/create" + VERSION, "{\"kty\":\"EC\",\"tags\":{" + tags + "}}");
    }
}
