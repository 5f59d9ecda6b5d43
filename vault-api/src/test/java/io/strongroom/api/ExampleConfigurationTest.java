package io.strongroom.api;

import static io.strongroom.api.Console.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.localpostgres.TestDatabase;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/// The example that an installation starts from, with the places of this machine and nothing else
/// changed.
class ExampleConfigurationTest {
    private static final Path EXAMPLE = Path.of("src", "main", "dist", "application.yml");
    private static final String TENANT = "aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa";
    private static final String OWNER = "aaaaaaaa-0002-4000-8000-000000000002";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestTls tls;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FileIssuer issuer;

    private final TestDatabase database = TestDatabase.create(Path.of("..", "db", "migrations"));
    private int port;

    @BeforeEach
    void prepare() throws Exception {
        tls = TestTls.create(folder);
        issuer = new FileIssuer(TENANT, folder);
        SoftHsmToken.create("strongroom");
    }

    @Test
    void the_example_starts_and_serves_its_owner() throws Exception {
        Files.writeString(folder.resolve("application.yml"), adapted());

        String said = said(this::startAndCall);

        assertThat(said.lines()).hasSize(2);
        assertThat(said)
                .contains("node prod-1 is ready on " + port, "token strongroom ")
                .contains("1 tenant, 1 issuer", "node prod-1 has stopped");
    }

    private void startAndCall() throws Exception {
        try (ConfigurableApplicationContext _ =
                new SpringApplication(VaultApplication.class)
                        .run(
                                "--spring.config.additional-location=" + folder.toUri(),
                                "--strongroom.database.password="
                                        + database.database().appPassword())) {
            HttpResponse<String> subscriptions =
                    get("/subscriptions?api-version=2022-12-01", "https://keys.acme.test:" + port);
            assertThat(subscriptions.statusCode()).isEqualTo(200);
            assertThat(subscriptions.body())
                    .contains("\"aaaaaaaa-2222-4222-8222-aaaaaaaaaaaa\"", "\"Acme production\"");
        }
    }

    /// The example with the places of this machine.
    private String adapted() throws Exception {
        port = freePort();
        Map<String, String> places = new LinkedHashMap<>();
        places.put("jdbc:postgresql://db.acme.test:5432/strongroom", database.database().url());
        places.put("/usr/lib/vendor/libpkcs11.so", SoftHsmToken.MODULE.toString());
        places.put("/etc/strongroom/user.pin", SoftHsmToken.pin().toString());
        places.put("/etc/strongroom/server.", folder.resolve("server.").toString());
        places.put("/var/log/strongroom/", folder + "/");
        places.put(
                "https://login.acme.test/realms/acme/protocol/openid-connect/certs",
                issuer.keySet());
        places.put("https://login.acme.test/realms/acme", issuer.name());
        places.put("server.port: 8443", "server.port: " + port);
        places.put("management.server.port: 9443", "management.server.port: " + freePort());

        String text = Files.readString(EXAMPLE);
        for (Map.Entry<String, String> place : places.entrySet()) {
            assertThat(text).contains(place.getKey());
            text = text.replace(place.getKey(), place.getValue());
        }
        return text;
    }

    private HttpResponse<String> get(String path, String audience) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                        .header("Host", "keys.acme.test:" + port)
                        .header(
                                "Authorization",
                                "Bearer "
                                        + issuer.token(
                                                OWNER, audience, Clock.systemUTC().instant()))
                        .build();
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls.client()).build()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
