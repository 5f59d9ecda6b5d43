package io.strongroom.api.data;

import static io.strongroom.api.data.VaultServer.HOST;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers that leave before the body of their request was read: the connection serves the next
/// request, or the answer says that it does not.
final class UnreadBodiesTest {
    private static final String TOKEN = "Authorization: Bearer ";
    private final VaultServer server = new VaultServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /keys/signing/sign, X: y, 401",
        "POST, /keys/signing/sign, Authorization: Bearer forged, 401",
        "POST, /nothing, token, 404",
        "PUT, /keys/signing/sign, token, 405",
        "GET, /keys/signing, token, 200",
        "GET, /keys, token, 200",
        "POST, /keys/none/sign, token, 415",
    })
    void the_next_request_on_the_connection_is_answered(
            String method, String path, String header, int status) {
        server.keepEc("signing");
        List<String> head = new ArrayList<>(head(method, path));
        head.add(header.equals("token") ? TOKEN + server.appToken() : header);
        head.add("Content-Type: text/plain");

        assertThat(twice(with(head, "Transfer-Encoding: chunked"), chunked(3000)).status())
                .isEqualTo(401);
        assertThat(server.installation.trail.events().getFirst().outcome().status())
                .isEqualTo(status);
        assertThat(twice(with(head, "Content-Length: 3000"), new byte[3000]).status())
                .isEqualTo(401);
        assertThat(server.records()).isEqualTo(4);
    }

    @Test
    void a_chunked_body_beyond_the_limit_closes_the_connection_and_the_answer_says_so() {
        List<String> head = with(head("POST", "/keys/signing/sign"), "Transfer-Encoding: chunked");
        int chunk = 8 * 1024 * 1024;

        Wire.Answer answer = server.wire().exchange(head, chunked(chunk));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Connection")).contains("close");
    }

    @Test
    void a_body_that_is_not_chunked_as_announced_closes_the_connection() {
        List<String> head = with(head("POST", "/keys/signing/sign"), "Transfer-Encoding: chunked");

        Wire.Answer answer =
                server.wire().exchange(head, "nonsense\r\n".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.header("Connection")).contains("close");
    }

    /// The answer to a request without a token that is sent after this one.
    private Wire.Answer twice(List<String> lines, byte[] body) {
        return server.wire().twice(lines, body, head("GET", "/keys/next"));
    }

    private static List<String> head(String method, String path) {
        return List.of(method + " " + path + VERSION + " HTTP/1.1", "Host: " + HOST);
    }

    private static List<String> with(List<String> head, String header) {
        List<String> lines = new ArrayList<>(head);
        lines.add(header);
        return lines;
    }

    private static byte[] chunked(int length) {
        String body = Integer.toHexString(length) + "\r\n" + "x".repeat(length) + "\r\n0\r\n\r\n";
        return body.getBytes(StandardCharsets.US_ASCII);
    }
}
