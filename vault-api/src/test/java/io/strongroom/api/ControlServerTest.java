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
import io.strongroom.core.operation.AuditedOperations;
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
