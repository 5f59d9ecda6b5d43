package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The listener as the service's own settings make it, with something small behind it.
class ListenerTest {
    private static final String NOTHING_SAID =
            "{\"error\":{\"code\":\"%s\",\"message\":\"The request could not be served.\"}}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TestTls tls;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ServletWebServerApplicationContext context;

    private static int port;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SslAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    @Import(WebServerWiring.class)
    static class Small {
        @Bean
        SmallController controller() {
            return new SmallController();
        }
    }

    @RestController
    static final class SmallController {
        @GetMapping("/small")
        String small() {
            return "small";
        }

        @PostMapping("/refused")
        String refused() {
            return "without reading";
        }

        @GetMapping("/broken")
        String broken(@RequestParam(defaultValue = "secret detail") String detail) {
            if (detail.isEmpty()) {
                return "";
            }
            throw new IllegalStateException(detail);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        tls = TestTls.create(folder);
        SpringApplication application = new SpringApplication(Small.class);
        context =
                (ServletWebServerApplicationContext)
                        application.run(
                                "--server.port=0",
                                "--server.tomcat.connection-timeout=1s",
                                argument("certificate"),
                                argument("private-key"));
        port = Objects.requireNonNull(context.getWebServer()).getPort();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private static String argument(String name) {
        String property = "spring.ssl.bundle.pem.server.keystore." + name;
        return "--" + property + "=" + tls.properties().get(property);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_AES_256_GCM_SHA384",
                "TLS_CHACHA20_POLY1305_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
            })
    void forward_secret_authenticated_encryption_is_spoken(String suite) throws IOException {
        try (SSLSocket socket = connect(suite)) {
            socket.startHandshake();
            assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"
            })
    void no_other_encryption_is_spoken(String suite) throws IOException {
        try (SSLSocket socket = connect(suite)) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void an_answer_does_not_say_what_runs_here() throws IOException {
        String answer =
                exchange("GET /small HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("small");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .doesNotContain("server:", "tomcat", "spring", "x-powered-by");
    }

    @Test
    void what_is_not_there_is_answered_in_azures_form() throws IOException {
        String answer =
                exchange("GET /none HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404").endsWith(NOTHING_SAID.formatted("NotFound"));
    }

    @Test
    void a_failure_tells_no_detail() throws IOException {
        String answer =
                exchange("GET /broken HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 500")
                .endsWith(NOTHING_SAID.formatted("InternalServerError"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /small HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /small HTTP/1.1\r\n\r\n",
                "GET /small HTTP/1.1\r\nHost: localhost\r\nbad name: x\r\n\r\n",
                "POST /refused HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                "POST /refused HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "GET /a%2Fb/../..//\\x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /<script> HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void a_request_that_is_none_is_refused_and_its_connection_closed(String request)
            throws IOException {
        String answer = exchange(request);

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .doesNotContain("tomcat", "apache", "<html", "java.");
    }

    @Test
    void length_and_chunks_together_do_not_smuggle() throws IOException {
        String answer =
                exchange(
                        "POST /refused HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /small HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer).doesNotContain("small");
    }

    @Test
    void headers_beyond_the_limit_are_refused() throws IOException {
        String answer =
                exchange(
                        "GET /small HTTP/1.1\r\nHost: localhost\r\nX: "
                                + "x".repeat(25 * 1024)
                                + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4");
    }

    @Test
    void trace_is_not_offered() throws IOException {
        String answer =
                exchange(
                        "TRACE /small HTTP/1.1\r\nHost: localhost\r\nX: secret\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 405").doesNotContain("secret");
    }

    @Test
    void a_body_that_does_not_come_and_is_not_needed_is_not_waited_for() throws IOException {
        String answer =
                exchange(
                        "POST /refused HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\nh");

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("without reading");
    }

    @Test
    void a_connection_serves_more_than_a_hundred_requests() throws IOException {
        try (SSLSocket socket = connect("TLS_AES_256_GCM_SHA384")) {
            for (int i = 0; i < 150; i++) {
                write(socket, "GET /small HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(read(socket.getInputStream(), "small")).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void a_request_that_does_not_come_to_its_end_is_given_up() throws IOException {
        assertThat(exchange("GET /small HTTP/1.1\r\nHost: loc")).doesNotContain("200");
    }

    private static SSLSocket connect(String suite) throws IOException {
        SSLSocket socket =
                (SSLSocket) tls.client().getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(20_000);
        socket.setEnabledCipherSuites(new String[] {suite});
        return socket;
    }

    /// Sends the text and reads until the server closes the connection.
    private static String exchange(String request) throws IOException {
        try (SSLSocket socket = connect("TLS_AES_256_GCM_SHA384")) {
            write(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static void write(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /// Reads up to and with the text.
    private static String read(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the connection ended after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }
}
