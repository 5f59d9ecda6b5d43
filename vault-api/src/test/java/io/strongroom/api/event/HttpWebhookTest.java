package io.strongroom.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.strongroom.api.ServerIdentity;
import io.strongroom.api.http.AddressSettings;
import io.strongroom.api.http.Addresses;
import io.strongroom.core.Samples;
import io.strongroom.core.SettableClock;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.event.EventType;
import io.strongroom.core.event.KeyEvent;
import io.strongroom.core.event.UndeliveredException;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.vault.OpenVault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Deliveries to a server over TLS.
class HttpWebhookTest {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final List<Received> RECEIVED = new CopyOnWriteArrayList<>();
    private static final CountDownLatch RELEASE = new CountDownLatch(1);
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static HttpsServer server;

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static SSLContext trust;

    private record Received(
            String method,
            String path,
            String type,
            String timestamp,
            String signature,
            byte[] body) {}

    @BeforeAll
    static void start() throws Exception {
        ServerIdentity identity = ServerIdentity.create(folder, "san=dns:localhost");
        trust = identity.trusting();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.server()));
        server.setExecutor(THREADS);
        server.createContext("/", HttpWebhookTest::answer);
        server.start();
    }

    @AfterAll
    static void stop() {
        RELEASE.countDown();
        server.stop(0);
        THREADS.close();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        RECEIVED.add(
                new Received(
                        exchange.getRequestMethod(),
                        path,
                        header(exchange, "aeg-event-type"),
                        header(exchange, "Strongroom-Timestamp"),
                        header(exchange, "Strongroom-Signature"),
                        exchange.getRequestBody().readAllBytes()));
        if (path.equals("/hang")) {
            await();
        }
        if (path.equals("/redirect")) {
            exchange.getResponseHeaders().add("Location", "/200");
            exchange.sendResponseHeaders(307, -1);
        } else if (path.equals("/drip")) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await();
        } else {
            exchange.sendResponseHeaders(
                    path.equals("/hang") ? 200 : Integer.parseInt(path.substring(1)), -1);
        }
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    private static void await() {
        try {
            RELEASE.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void an_event_is_posted_in_the_schema_of_event_grid_and_signed() throws Exception {
        KeyEvent event = event();

        webhook("/200", trust).deliver(event);

        Received received = RECEIVED.getLast();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.type()).isEqualTo("Notification");
        assertThat(received.timestamp()).isEqualTo(Long.toString(Samples.NOW.getEpochSecond()));
        assertThat(received.signature())
                .isEqualTo(
                        new WebhookSignature(SecretBytes.of(SECRET.clone()))
                                .of(Samples.NOW.getEpochSecond(), received.body()));
        JsonNode events = JsonMapper.shared().readTree(received.body());
        assertThat(events.size()).isEqualTo(1);
        assertThat(events.path(0).path("id").asString()).isEqualTo(event.id().toString());
        assertThat(events.path(0).path("eventType").asString())
                .isEqualTo("Microsoft.KeyVault.KeyExpired");
        assertThat(events.path(0).path("data").path("Id").asString())
                .isEqualTo("https://contoso-demo.vault.acme.test:8443/keys/ec/" + event.version());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void any_status_of_success_will_do(int status) {
        assertThatCode(() -> webhook("/" + status, trust).deliver(event()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {304, 400, 401, 404, 500, 503})
    void any_other_status_is_a_failure(int status) {
        assertThatThrownBy(() -> webhook("/" + status, trust).deliver(event()))
                .isInstanceOf(UndeliveredException.class)
                .hasMessage("status " + status);
    }

    @Test
    void a_redirect_is_not_followed() {
        int before = RECEIVED.size();

        assertThatThrownBy(() -> webhook("/redirect", trust).deliver(event()))
                .isInstanceOf(UndeliveredException.class)
                .hasMessage("status 307");

        assertThat(RECEIVED.subList(before, RECEIVED.size()))
                .extracting(Received::path)
                .containsExactly("/redirect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hang", "/drip"})
    void a_receiver_that_hangs_is_given_up_in_time(String path) {
        assertThatThrownBy(() -> webhook(path, trust, Duration.ofMillis(500)).deliver(event()))
                .isInstanceOf(UndeliveredException.class);
    }

    @Test
    void a_receiver_whose_certificate_is_not_trusted_gets_nothing() {
        int before = RECEIVED.size();

        assertThatThrownBy(() -> webhook("/200", SSLContext.getDefault()).deliver(event()))
                .isInstanceOf(UndeliveredException.class)
                .hasCauseInstanceOf(SSLHandshakeException.class);

        assertThat(RECEIVED).hasSize(before);
    }

    @Test
    void a_receiver_whose_certificate_is_for_another_host_gets_nothing() {
        int before = RECEIVED.size();
        URI other = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/200");

        assertThatThrownBy(() -> webhook(other, trust, Duration.ofSeconds(10)).deliver(event()))
                .isInstanceOf(UndeliveredException.class)
                .hasCauseInstanceOf(SSLHandshakeException.class);

        assertThat(RECEIVED).hasSize(before);
    }

    @Test
    void a_receiver_that_is_not_there_is_a_failure() {
        assertThatThrownBy(() ->
                        webhook(URI.create("https://localhost:1/"), trust, Duration.ofSeconds(10))
                                .deliver(event()))
                .isInstanceOf(UndeliveredException.class)
                .hasMessage("the request failed");
    }

    private static HttpWebhook webhook(String path, SSLContext trusting) {
        return webhook(path, trusting, Duration.ofSeconds(10));
    }

    private static HttpWebhook webhook(String path, SSLContext trusting, Duration timeout) {
        return webhook(
                URI.create("https://localhost:" + server.getAddress().getPort() + path),
                trusting,
                timeout);
    }

    private static HttpWebhook webhook(URI url, SSLContext trusting, Duration timeout) {
        return new HttpWebhook(
                HttpWebhook.client(timeout).sslContext(trusting).build(),
                url,
                SecretBytes.of(SECRET.clone()),
                timeout,
                new Addresses(new AddressSettings("vault.acme.test", null, List.of(), null), 8443),
                new SettableClock(Samples.NOW));
    }

    private static KeyEvent event() {
        OpenVault vault = new OpenVault(Samples.contosoVault(), Samples.contoso());
        KeyVersion version = Samples.ec256Key(vault, "ec");
        return KeyEvent.of(
                EventType.KEY_EXPIRED,
                vault,
                version.key(),
                version.id(),
                null,
                Samples.NOW,
                Samples.NOW);
    }
}
