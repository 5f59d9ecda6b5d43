package io.strongroom.api.data;

import static io.strongroom.api.data.VaultServer.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.permission.Right;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// The bytes of a request and of its answer are zero when the request is over.
final class WipedBytesTest {
    private static final String BYTES_256 = "A".repeat(341) + "Q";
    private static final String ENCRYPT = "{\"alg\":\"RSA-OAEP\",\"value\":\"c2VjcmV0\"}";
    private static final String SECRET = "{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umjw\"}";

    /// RFC 7517 §A.2.
    private static final String EC =
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\",\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\",\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"}";

    private static final String GCM =
            "{\"alg\":\"A256GCM\",\"value\":\"c2VjcmV0\",\"aad\":\"YWFk\"}";
    private static final String SIGN =
            "{\"alg\":\"RS256\",\"value\":\"%s\"}".formatted("Q".repeat(42) + "I");

    private final KeptBytes kept = new KeptBytes();
    private final VaultServer server = new VaultServer(this::routes);

    @SuppressWarnings("NullAway.Init") // set by routes
    private KeepingHsm hsm;

    @BeforeEach
    void key() throws Exception {
        perform("create", "{\"kty\":\"RSA\"}");
        kept.forget();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void nothing_stays_of_a_signature() throws Exception {
        MockHttpServletResponse response = perform("sign", SIGN);

        assertThat(value(response)).hasSize(342);
        kept.requireZero("request", "digest", "signature", "answer");
    }

    @Test
    void nothing_stays_of_a_verification() throws Exception {
        String body =
                "{\"alg\":\"RS256\",\"digest\":\"%s\",\"value\":\"%s\"}"
                        .formatted("Q".repeat(42) + "I", BYTES_256);

        assertThat(perform("verify", body).getContentAsString()).isEqualTo("{\"value\":false}");
        kept.requireZero("request", "digest", "signature", "answer");
    }

    @Test
    void nothing_stays_of_a_plaintext() throws Exception {
        String ciphertext = value(perform("encrypt", ENCRYPT));
        kept.requireZero("request", "plaintext", "ciphertext", "answer");
        kept.forget();

        MockHttpServletResponse response =
                perform("decrypt", ENCRYPT.replace("c2VjcmV0", ciphertext));

        assertThat(value(response)).isEqualTo("c2VjcmV0");
        kept.requireZero("request", "ciphertext", "plaintext", "answer");
    }

    @Test
    void nothing_stays_of_a_plaintext_of_a_secret_key() throws Exception {
        perform("create", "{\"kty\":\"oct\"}");
        kept.forget();

        String made = perform("encrypt", GCM).getContentAsString();
        kept.requireZero("request", "plaintext", "additional data", "answer");
        kept.forget();

        String body = made.replaceFirst("\"kid\":\"[^\"]*\"", "\"alg\":\"A256GCM\"");
        assertThat(value(perform("decrypt", body))).isEqualTo("c2VjcmV0");
        kept.requireZero("request", "ciphertext", "plaintext", "answer");
    }

    @Test
    void nothing_stays_of_a_new_key() throws Exception {
        assertThat(perform("create", "{\"kty\":\"RSA\"}").getStatus()).isEqualTo(200);

        kept.requireZero("request", "answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, EC})
    void nothing_stays_of_an_imported_key(String key) throws Exception {
        assertThat(importKey("{\"key\":" + key + "}").getStatus()).isEqualTo(200);

        kept.requireZero("request", "private part", "answer");
    }

    @Test
    void nothing_stays_of_a_key_that_is_refused() throws Exception {
        assertThat(importKey("{\"key\":" + EC.replace("870M", "970M") + "}").getStatus())
                .isEqualTo(400);

        kept.requireZero("request", "private part");
    }

    @Test
    void nothing_stays_when_the_hsm_is_busy() throws Exception {
        hsm.fail(new VaultException.Busy("All HSM sessions are in use.", Duration.ZERO));

        assertThat(perform("sign", SIGN).getStatus()).isEqualTo(503);
        kept.requireZero("request", "digest");
    }

    @Test
    void nothing_stays_when_the_hsm_fails() throws Exception {
        hsm.fail(new IllegalStateException("broken"));

        String body = ENCRYPT.replace("c2VjcmV0", BYTES_256);
        assertThat(perform("decrypt", body).getStatus()).isEqualTo(500);
        kept.requireZero("request", "ciphertext");
    }

    @Test
    void nothing_stays_when_the_result_cannot_be_recorded() throws Exception {
        server.installation.trail.lose();

        assertThat(perform("sign", SIGN).getStatus()).isEqualTo(503);
        kept.requireZero("request", "digest", "signature");
    }

    @Test
    void nothing_stays_of_a_request_without_the_right() throws Exception {
        server.allow(Right.KEYS_GET);

        assertThat(perform("encrypt", ENCRYPT).getStatus()).isEqualTo(403);
        kept.requireZero("request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"value\":\"c2VjcmV0\"", "{\"value\":\"c2VjcmV0\",\"alg\":1}"})
    void nothing_stays_of_a_body_that_is_refused(String body) throws Exception {
        assertThat(perform("encrypt", body).getStatus()).isEqualTo(400);
        kept.requireZero("request");
    }

    @Test
    void nothing_stays_of_a_body_without_a_length() throws Exception {
        String largest = ENCRYPT + " ".repeat(8192 - ENCRYPT.length());

        assertThat(perform("encrypt", largest, -1).getStatus()).isEqualTo(200);
        kept.requireZero("request", "plaintext", "ciphertext", "answer");
    }

    @Test
    void nothing_stays_of_a_body_that_is_too_large() throws Exception {
        assertThat(perform("encrypt", ENCRYPT + " ".repeat(70_000), -1).getStatus()).isEqualTo(413);
        kept.requireZero("request");
    }

    private Routes routes(InMemoryInstallation installation) {
        hsm = new KeepingHsm(kept, installation.provider);
        return VaultServer.routes(
                installation, hsm, new KeepingPublicKeys(kept, new SoftwarePublicKeyOperations()));
    }

    private MockHttpServletResponse perform(String operation, String body)
            throws IOException, ServletException {
        return perform(operation, body, body.length());
    }

    /// @param length the `Content-Length`, -1 for none
    private MockHttpServletResponse perform(String operation, String body, long length)
            throws IOException, ServletException {
        return perform(operation, body, length, "POST");
    }

    private MockHttpServletResponse perform(
            String operation, String body, long length, String method)
            throws IOException, ServletException {
        MockHttpServletRequest request = new KeptRequest(operation, body, length);
        request.setMethod(method);
        request.addHeader("Host", HOST);
        request.addHeader("Authorization", "Bearer " + server.appToken());
        request.setQueryString("api-version=7.6");
        KeptResponse response = new KeptResponse();
        server.plane().doFilter(request, response, new MockFilterChain());
        if (response.getStatus() == 200) {
            kept.keep("answer", response.written);
        }
        return response;
    }

    private MockHttpServletResponse importKey(String body) throws IOException, ServletException {
        return perform("", body, body.length(), "PUT");
    }

    private static String value(MockHttpServletResponse response) throws IOException {
        Matcher value =
                Pattern.compile("\"value\":\"([^\"]*)\"").matcher(response.getContentAsString());
        assertThat(value.find()).as(response.getContentAsString()).isTrue();
        return value.group(1);
    }

    /// Keeps the arrays that its body is read into.
    private final class KeptRequest extends MockHttpServletRequest {
        private final byte[] body;
        private final long length;

        KeptRequest(String operation, String body, long length) {
            super("POST", "/keys/wiped/" + operation);
            this.body = body.getBytes(StandardCharsets.UTF_8);
            this.length = length;
        }

        @Override
        public long getContentLengthLong() {
            return length;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream source = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read(byte[] room, int from, int most) {
                    return source.read(kept.keep("request", room), from, most);
                }

                @Override
                public int read() {
                    throw new UnsupportedOperationException("a body is read into an array");
                }

                @Override
                public boolean isFinished() {
                    return source.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    /// Has the array that its body was written from.
    private static final class KeptResponse extends MockHttpServletResponse {
        private byte[] written = {};

        @Override
        public ServletOutputStream getOutputStream() {
            ServletOutputStream target = super.getOutputStream();
            return new ServletOutputStream() {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    written = bytes;
                    target.write(bytes, from, length);
                }

                @Override
                public void write(int one) {
                    throw new UnsupportedOperationException("a body is written from an array");
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
