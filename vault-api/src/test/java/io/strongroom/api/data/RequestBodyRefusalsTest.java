package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.HOST;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that are refused whatever the operation: too large, too deep, of another kind.
final class RequestBodyRefusalsTest {
    private static final String DIGEST = "A".repeat(43);
    private static final String SIGN = "{\"alg\":\"ES256\",\"value\":\"" + DIGEST + "\"}";
    private static final String CREATE = "{\"kty\":\"EC\"}";
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_body_that_describes_a_key_has_at_most_64_kib() {
        String target = "/keys/signing/create" + VERSION;

        assertThat(server.post(target, padded(CREATE, 64 * 1024 - 1)).status()).isEqualTo(200);
        assertThat(server.post(target, padded(CREATE, 64 * 1024)).status()).isEqualTo(200);
        assertRefused(
                server,
                server.post(target, padded(CREATE, 64 * 1024 + 1)),
                413,
                "RequestBodyTooLarge",
                "The request body is larger than 65536 bytes.");
    }

    @Test
    void a_body_that_uses_a_key_has_at_most_8_kib() {
        server.post("/keys/signing/create" + VERSION, CREATE);
        String target = "/keys/signing//sign" + VERSION;

        assertThat(server.post(target, padded(SIGN, 8 * 1024 - 1)).status()).isEqualTo(200);
        assertThat(server.post(target, padded(SIGN, 8 * 1024)).status()).isEqualTo(200);
        assertRefused(
                server,
                server.post(target, padded(SIGN, 8 * 1024 + 1)),
                413,
                "RequestBodyTooLarge",
                "The request body is larger than 8192 bytes.");
    }

    @Test
    void a_key_can_have_all_the_tags_that_it_may_have() {
        StringBuilder tags = new StringBuilder();
        for (char c = 'a'; c < 'a' + 15; c++) {
            tags.append(c == 'a' ? "" : ",")
                    .append('"')
                    .append(("" + c).repeat(256))
                    .append("\":\"")
                    .append("\\u20ac".repeat(256))
                    .append('"');
        }

        assertThat(
                        server.post(
                                        "/keys/signing/create" + VERSION,
                                        "{\"kty\":\"EC\",\"tags\":{" + tags + "}}")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void the_largest_ciphertext_and_signature_fit() {
        String largest = "A".repeat(683); // 512 bytes, as RSA-4096 makes them
        String target = "/keys/large/";
        server.post(target + "create" + VERSION, "{\"kty\":\"RSA\"}");

        for (String use : List.of("verify", "decrypt", "unwrapkey")) {
            String body =
                    """
                    {"alg": "%s", "value": "%s", "digest": "%s"}\
                    """
                            .formatted(
                                    use.equals("verify") ? "PS512" : "RSA-OAEP-256",
                                    largest,
                                    "A".repeat(86));
            assertThat(server.post(target + use + VERSION, body).status())
                    .as(use)
                    .isNotEqualTo(413);
        }
    }

    @Test
    void a_chunked_body_has_the_same_limits() {
        String body = padded(SIGN, 8 * 1024 + 1);
        String chunked = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";

        Wire.Answer answer =
                server.wire()
                        .exchange(
                                head("Transfer-Encoding: chunked"),
                                chunked.getBytes(StandardCharsets.UTF_8));
        assertRefused(
                server,
                answer,
                413,
                "RequestBodyTooLarge",
                "The request body is larger than 8192 bytes.");
    }

    @Test
    void a_refusal_reaches_a_client_that_sends_all_of_its_body_first() {
        Wire.Answer answer =
                server.wire()
                        .exchange(
                                List.of(
                                        "POST /keys/signing//sign" + VERSION + " HTTP/1.1",
                                        "Host: " + HOST,
                                        "Content-Length: 900000",
                                        "Connection: close"),
                                new byte[900_000]);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("AKV10000");
    }

    @Test
    void a_body_is_at_most_16_deep() {
        server.keepEc("signing");
        String target = "/keys/signing/create" + VERSION;

        assertThat(server.post(target, nested(15)).status()).isEqualTo(200);
        assertRefused(
                server,
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

    private static String padded(String body, int length) {
        return body + " ".repeat(length - body.length());
    }

    /// An object this deep.
    private static String nested(int depth) {
        return "{\"kty\":\"EC\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    }
}
