package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.auth.AuthWiring;
import io.strongroom.api.auth.Plane;
import io.strongroom.api.auth.TestIssuer;
import io.strongroom.api.auth.TokenAuthentication;
import io.strongroom.api.http.HttpWiring;
import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Page;
import io.strongroom.core.Samples;
import io.strongroom.core.administration.OfficersLog;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.event.KeyEvents;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.vault.LegacyAlgorithms;
import io.strongroom.core.vault.VaultRepository;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The control plane and the officers' log as they are wired, on a Tomcat, over a core in memory.
class ControlServerTest {
    private static final String HOST = "Host: localhost:8443\r\n";
    private static final String VAULT =
            "/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups/main/providers/Microsoft.KeyVault/vaults/contoso-demo?api-version=2022-07-01";
    private static final String REFUSAL =
            "{\"error\":{\"code\":\"AuthenticationFailed\",\"message\":\"Authentication failed. The 'Authorization' header is missing.\"}}";
    private static final InMemoryInstallation INSTALLATION = new InMemoryInstallation();
    private static final TestIssuer ISSUER = new TestIssuer(Samples.CONTOSO);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ServletWebServerApplicationContext context;

    private static int port;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ServiceSettings.class)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    @Import({
        HttpWiring.class,
        AuthWiring.class,
        ControlWiring.class,
        SecurityWiring.class,
        WebServerWiring.class
    })
    static class Control {
        @Bean
        Clock clock() {
            return INSTALLATION.clock;
        }

        @Bean
        AuditedOperations operations() {
            return INSTALLATION.operations;
        }

        @Bean
        VaultAdministration vaultAdministration() {
            return INSTALLATION.administration;
        }

        @Bean
        VaultRepository vaults() {
            return INSTALLATION.vaults;
        }

        @Bean
        LegacyAlgorithms legacyAlgorithms() {
            return LegacyAlgorithms.NONE;
        }

        @Bean
        KeyEvents keyEvents() {
            return INSTALLATION.events;
        }

        @Bean
        OfficersLog officersLog() {
            return new OfficersLog((_, _) -> new Page<>(List.of(), null));
        }

        @Bean
        HealthController healthController() {
            return new HealthController(() -> true);
        }
    }

    @BeforeAll
    static void start() {
        context =
                (ServletWebServerApplicationContext)
                        new SpringApplication(Control.class)
                                .run(
                                        "--server.port=0",
                                        "--server.ssl.enabled=false",
                                        "--server.tomcat.connection-timeout=1s",
                                        "--strongroom.public-port=8443",
                                        "--strongroom.issuers[0].issuer=" + ISSUER.name(),
                                        "--strongroom.issuers[0].tenant=" + Samples.CONTOSO,
                                        "--strongroom.issuers[0].jwks=" + ISSUER.settings().jwks());
        port = Objects.requireNonNull(context.getWebServer()).getPort();
    }

    @AfterAll
    static void stop() {
        context.close();
        ISSUER.close();
    }

    @Test
    void a_vault_is_read_with_a_token_of_the_control_plane() throws IOException {
        String answer = get(VAULT, HOST + token("admin"));

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("\r\nContent-Length: ", "\r\nCache-Control: no-cache\r\n")
                .doesNotContain("Transfer-Encoding");
        assertThat(INSTALLATION.trail.last().action()).isEqualTo(Action.VAULT_GET);
        assertThat(INSTALLATION.trail.last().caller())
                .isEqualTo(
                        context.getBean(TokenAuthentication.class)
                                .authenticate(bearer("admin"), Plane.CONTROL));
    }

    @Test
    void the_log_is_read_with_a_token_of_the_control_plane() throws IOException {
        assertThat(get("/audit/events", HOST + token("officer"))).startsWith("HTTP/1.1 200");
        assertThat(INSTALLATION.trail.last().action()).isEqualTo(Action.AUDIT_LIST);
    }

    @ParameterizedTest
    @ValueSource(strings = {VAULT, "/audit/events", "/", "/none", "/actuator/health", "/error"})
    void without_a_token_everything_is_401_and_recorded(String path) throws IOException {
        int before = INSTALLATION.trail.events().size();

        assertThat(get(path, HOST))
                .startsWith("HTTP/1.1 401")
                .contains(
                        "\r\nWWW-Authenticate: Bearer authorization=\"https://localhost:8443/organizations\"",
                        "\r\nX-Frame-Options: DENY\r\n")
                .endsWith(REFUSAL);
        assertThat(INSTALLATION.trail.events()).hasSize(before + 1);
        assertThat(INSTALLATION.trail.last().outcome().signature()).isEqualTo("Challenge");
    }

    @ParameterizedTest
    @ValueSource(strings = {VAULT, "/audit/events", "/subscriptions?api-version=2019-11-01"})
    void a_slash_too_many_at_the_start_changes_nothing(String path) throws IOException {
        String principal = path.startsWith("/audit") ? "officer" : "admin";

        assertThat(get("/" + path, HOST + token(principal))).startsWith("HTTP/1.1 200");
        assertThat(get("//health/ready", HOST)).startsWith("HTTP/1.1 200");
    }

    @Test
    void two_authorization_headers_are_refused() throws IOException {
        assertThat(get(VAULT, HOST + token("admin") + token("admin")))
                .startsWith("HTTP/1.1 401")
                .contains("more than one 'Authorization' header");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET /%zz HTTP/1.1|Host: localhost:8443|400|BadRequest",
                "GET /keys/%zz HTTP/1.1|Host: contoso-demo.vault.localhost:8443|400|BadRequest",
                "GET /a%2 HTTP/1.1|Host: localhost:8443|400|BadRequest",
                "GET /{x} HTTP/1.1|Host: localhost:8443|400|BadRequest",
                "GET /a\\b HTTP/1.1|Host: localhost:8443|400|BadRequest",
                "GET /../x HTTP/1.1|Host: localhost:8443|400|BadRequest",
                "TRACE / HTTP/1.1|Host: localhost:8443|405|MethodNotAllowed",
                "TRACE /keys/rsa HTTP/1.1|Host: contoso-demo.vault.localhost:8443|405|MethodNotAllowed",
                "GET / HTTP/1.1|Host: a%Host: b|400|BadRequest",
                "GET / HTTP/1.1|X: no host|400|BadRequest",
                "GET / HTTP/1.1|Host: a b|400|BadRequest",
                "GET / HTTP/1.1|Host: localhost%bad name: x|400|BadRequest",
                "GET / HTTP/1.1|Host: localhost%Transfer-Encoding: gzip|501|NotImplemented",
                "GET / HTTP/3.0|Host: localhost|505|HttpVersionNotSupported",
                "nonsense|X: y|400|BadRequest",
            })
    void what_the_server_refuses_before_us_is_recorded(
            String line, String headers, int status, String code) throws IOException {
        int before = INSTALLATION.trail.events().size();

        String answer =
                exchange(
                        line
                                + "\r\nConnection: close\r\n"
                                + headers.replace("%", "\r\n")
                                + "\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("\r\nx-ms-request-id: ")
                .endsWith(
                        "{\"error\":{\"code\":\"%s\",\"message\":\"The request could not be served.\"}}"
                                .formatted(code));
        assertThat(INSTALLATION.trail.events()).hasSize(before + 1);
        AuditEvent event = INSTALLATION.trail.last();
        assertThat(event.action()).isEqualTo(Action.UNKNOWN);
        assertThat(event.target().tenant()).isEqualTo(TenantId.NONE);
        assertThat(event.outcome().status()).isEqualTo(status);
    }

    @Test
    void headers_and_addresses_that_are_too_large_are_recorded() throws IOException {
        for (String request :
                List.of(
                        "GET / HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(25_000) + "\r\n\r\n",
                        "GET /" + "x".repeat(25_000) + " HTTP/1.1\r\n" + HOST + "\r\n")) {
            int before = INSTALLATION.trail.events().size();

            assertThat(exchange(request)).startsWith("HTTP/1.1 4");
            assertThat(INSTALLATION.trail.events()).hasSize(before + 1);
            assertThat(INSTALLATION.trail.last().request().uri()).hasSizeLessThan(1100);
        }
    }

    @Test
    void what_the_server_refuses_is_503_while_no_records_are_taken() throws IOException {
        INSTALLATION.trail.close();
        try {
            assertThat(exchange("GET /%zz HTTP/1.1\r\n" + HOST + "\r\n"))
                    .startsWith("HTTP/1.1 503")
                    .contains("\"ServiceUnavailable\"");
        } finally {
            INSTALLATION.trail.reopen();
        }
    }

    @Test
    void an_answer_that_leaves_before_a_chunked_body_serves_the_next_request() throws IOException {
        String chunk =
                "Transfer-Encoding: chunked\r\n\r\nbb8\r\n" + "x".repeat(3000) + "\r\n0\r\n\r\n";
        for (String request :
                List.of(
                        "GET " + VAULT + " HTTP/1.1\r\n" + HOST + token("admin"),
                        "GET " + VAULT + " HTTP/1.1\r\n" + HOST,
                        "GET /none HTTP/1.1\r\n" + HOST + token("admin"),
                        "PUT "
                                + VAULT
                                + " HTTP/1.1\r\nContent-Type: text/plain\r\n"
                                + HOST
                                + token("admin"),
                        "PUT " + VAULT + " HTTP/1.1\r\nHost: evil.test\r\n")) {
            try (Socket socket = connect()) {
                send(socket, request + chunk);
                String head = readHead(socket);
                assertThat(head).doesNotContain("Connection: close");
                skipBody(socket, head);
                send(socket, "GET /health/live HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
                assertThat(read(socket)).as(request).contains("{\"status\":\"UP\"}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/audit/events", VAULT})
    void another_host_is_misdirected(String path) throws IOException {
        assertThat(get(path, "Host: evil.test\r\n" + token("admin"))).startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/HEALTH/ready"})
    void health_is_open_under_any_host_and_not_recorded(String path) throws IOException {
        int before = INSTALLATION.trail.events().size();

        assertThat(get(path, "Host: 10.0.0.1:8443\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains(
                        "\r\nCache-Control: no-store\r\n",
                        "\r\nX-Frame-Options: DENY\r\n",
                        "{\"status\":\"UP\"}");
        assertThat(INSTALLATION.trail.events()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /health/live", "GET /health/none", "OPTIONS /health/ready"})
    void nothing_else_is_open(String line) throws IOException {
        assertThat(exchange(line + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void an_empty_body_has_its_length() throws IOException {
        String group = VAULT.replaceAll("/providers.*", "?api-version=2021-04-01");

        assertThat(
                        exchange(
                                "HEAD "
                                        + group
                                        + " HTTP/1.1\r\n"
                                        + HOST
                                        + token("admin")
                                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 204")
                .doesNotContain("Transfer-Encoding");
    }

    @Test
    void a_refusal_with_a_small_unread_body_leaves_the_connection_open() throws IOException {
        try (Socket socket = connect()) {
            send(socket, put("", 3000), new byte[3000]);
            assertThat(readHead(socket))
                    .startsWith("HTTP/1.1 401")
                    .doesNotContain("Connection: close");
            socket.getInputStream().skipNBytes(REFUSAL.length());
            send(socket, "GET /health/live HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
            assertThat(read(socket)).contains("{\"status\":\"UP\"}");
        }
    }

    @Test
    void a_refusal_reaches_a_client_that_sends_all_of_its_body_first() throws IOException {
        try (Socket socket = connect()) {
            socket.setSendBufferSize(8192);
            send(socket, put("Connection: close\r\n", 900_000), new byte[900_000]);
            assertThat(read(socket)).startsWith("HTTP/1.1 401").endsWith(REFUSAL);
        }
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_the_connection_is_closed() throws IOException {
        try (Socket socket = connect()) {
            send(socket, put(token("admin"), 9_000_000));
            Thread sending =
                    Thread.ofPlatform().start(() -> sendUntilClosed(socket, new byte[9_000_000]));
            assertThat(readHead(socket))
                    .startsWith("HTTP/1.1 413")
                    .contains("\r\nConnection: close\r\n");
            sending.interrupt();
        }
    }

    @Test
    void a_client_that_stops_sending_is_timed_out() throws IOException {
        try (Socket socket = connect()) {
            send(socket, put("", 50_000) + "h");
            assertThat(read(socket))
                    .startsWith("HTTP/1.1 408")
                    .contains("\r\nConnection: close\r\n", "\"RequestTimeout\"");
        }
    }

    private static void skipBody(Socket socket, String head) throws IOException {
        String length = head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        socket.getInputStream().skipNBytes(Long.parseLong(length));
    }

    /// The head of a PUT.
    private static String put(String headers, int length) {
        return "PUT "
                + VAULT
                + " HTTP/1.1\r\n"
                + HOST
                + headers
                + "Content-Length: "
                + length
                + "\r\n\r\n";
    }

    private static String bearer(String principal) {
        return "Bearer "
                + ISSUER.token(principal, claims -> claims.audience("https://localhost:8443"));
    }

    private static String token(String principal) {
        return "Authorization: " + bearer(principal) + "\r\n";
    }

    private static String get(String path, String headers) throws IOException {
        return exchange("GET " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return read(socket);
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String head, byte[]... bodies) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        for (byte[] body : bodies) {
            out.write(body);
        }
        out.flush();
    }

    private static void sendUntilClosed(Socket socket, byte[] body) {
        try {
            socket.getOutputStream().write(body);
        } catch (IOException closed) {
            return; // as the response announced
        }
    }

    /// Reads until the server closes the connection.
    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static String readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("the connection ended after " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
