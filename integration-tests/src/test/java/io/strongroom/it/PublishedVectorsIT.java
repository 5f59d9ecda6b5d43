package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Json;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Imported keys give the published answers, and refuse what the vectors say is invalid. Where they
/// are from is in `vectors/README.md`.
class PublishedVectorsIT {
    private static final Person ADMIN = Site.shared().first().node().admin();
    private static final String VAULT = Names.fresh("vectors");

    /// A line of a file of vectors.
    record Vector(JsonNode json) {
        JsonNode key() {
            return json.get("key");
        }

        @Override
        public String toString() {
            return json.get("name").asText();
        }
    }

    @BeforeAll
    static void create_the_vault() {
        ADMIN.createVault(VAULT, Map.of()).ok();
    }

    static Stream<Vector> keys() {
        return Stream.of("wycheproof", "rfc", "nist").flatMap(PublishedVectorsIT::in);
    }

    static Stream<Vector> encryptedTexts() {
        return in("jwe");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void an_imported_key_gives_the_published_answers(Vector vector) {
        String key = imported(vector.key());

        assertThat(vector.json().get("cases"))
                .isNotEmpty()
                .allSatisfy(published -> assertAnswer(key, published));
    }

    /// JWE: the key of the content is unwrapped, and imported to decrypt the content.
    @ParameterizedTest
    @MethodSource("encryptedTexts")
    void an_encrypted_text_is_opened_by_its_two_keys(Vector vector) {
        JsonNode contentKey =
                use(imported(vector.key()), "unwrapkey", vector.json().get("encryptedKey"))
                        .ok()
                        .json()
                        .get("value");

        Answer opened =
                use(
                        imported(Map.of("kty", "oct", "k", contentKey.asText())),
                        "decrypt",
                        vector.json().get("content"));

        assertThat(opened.ok().json().get("value")).isEqualTo(vector.json().get("plaintext"));
    }

    /// So that no row of the table is forgotten.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RS256",
                "RS384",
                "RS512",
                "PS256",
                "PS384",
                "PS512",
                "ES256",
                "ES384",
                "ES512",
                "ES256K",
                "HS256",
                "RSA-OAEP",
                "RSA-OAEP-256",
                "A128GCM",
                "A192GCM",
                "A256GCM",
                "A128KW",
                "A192KW",
                "A256KW",
                "CKM_AES_KEY_WRAP",
                "CKM_AES_KEY_WRAP_PAD",
            })
    void every_algorithm_has_published_vectors(String algorithm) {
        assertThat(keys().flatMap(vector -> vector.json().get("cases").valueStream()))
                .anyMatch(published ->
                        published.at("/body/alg").asText().equals(algorithm)
                                && !published.get("value").isNull());
    }

    private static void assertAnswer(String key, JsonNode published) {
        Answer answer = use(key, published.get("operation").asText(), published.get("body"));
        JsonNode expected = published.get("value");

        assertThat(answer.status())
                .as("%s: %s", published.get("name").asText(), answer.body())
                .isEqualTo(expected.isNull() ? 400 : 200);
        if (!expected.isNull()) {
            assertThat(answer.json().get("value"))
                    .as(published.get("name").asText())
                    .isEqualTo(expected);
        }
    }

    private static Answer use(String key, String operation, JsonNode body) {
        return ADMIN.data("POST", VAULT, "/keys/" + key + "//" + operation, body);
    }

    /// Imports a key under a new name.
    private static String imported(Object key) {
        String name = Names.fresh("key");
        ADMIN.data("PUT", VAULT, "/keys/" + name, Map.of("key", key)).ok();
        return name;
    }

    private static Stream<Vector> in(String file) {
        try (InputStream in =
                Objects.requireNonNull(
                        PublishedVectorsIT.class.getResourceAsStream(
                                "/vectors/" + file + ".jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().map(line -> new Vector(Json.read(line))).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
