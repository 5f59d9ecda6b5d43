package io.strongroom.api;

import static io.strongroom.api.Console.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.state.Seal;
import io.strongroom.core.state.Sealer;
import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.TestDatabase;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole service in this process, on a real database and a real PKCS#11 module.
class VaultApplicationTest {
    private static final String TENANT = "11111111-1111-4111-8111-111111111111";
    private static final String SUBSCRIPTION = "11111111-aaaa-4111-8111-111111111111";
    private static final String VAULT =
            "/subscriptions/"
                    + SUBSCRIPTION
                    + "/resourceGroups/main/providers/Microsoft.KeyVault/vaults/first?api-version=2022-07-01";
    private static final Map<String, Object> SETTINGS = new HashMap<>();
    private static final String KEY = "spring.ssl.bundle.pem.server.keystore.private-key";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TestTls tls;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static FileIssuer issuer;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TestDatabase installation;

    private static int port;
    private static int managementPort;

    @BeforeAll
    static void prepare() throws Exception {
        port = freePort();
        managementPort = freePort();
        tls = TestTls.create(folder);
        issuer = new FileIssuer(TENANT, folder);
        SoftHsmToken.create("one");
        SoftHsmToken.create("two");
        installation = TestDatabase.create(Path.of("..", "db", "migrations"));
        Database database = installation.database();
        SETTINGS.putAll(tls.properties());
        SETTINGS.put("server.port", port);
        SETTINGS.put("management.server.port", managementPort);
        SETTINGS.put("strongroom.node", "test");
        SETTINGS.put("strongroom.database.url", database.url());
        SETTINGS.put("strongroom.database.username", Database.APP);
        SETTINGS.put("strongroom.database.password", database.appPassword());
        SETTINGS.put("strongroom.hsm.module", SoftHsmToken.MODULE);
        SETTINGS.put("strongroom.hsm.token", "one");
        SETTINGS.put("strongroom.hsm.pin-file", SoftHsmToken.pin());
        SETTINGS.put("strongroom.issuers[0].issuer", issuer.name());
        SETTINGS.put("strongroom.issuers[0].tenant", TENANT);
        SETTINGS.put("strongroom.issuers[0].jwks", issuer.keySet());
        SETTINGS.put("strongroom.tenants[0].id", TENANT);
        SETTINGS.put("strongroom.tenants[0].name", "Contoso");
        SETTINGS.put("strongroom.tenants[0].owners[0]", "admin");
        SETTINGS.put("strongroom.tenants[0].officers[0]", "officer");
        SETTINGS.put("strongroom.tenants[0].subscriptions[0].id", SUBSCRIPTION);
        SETTINGS.put("strongroom.tenants[0].subscriptions[0].display-name", "First");
        SETTINGS.put("strongroom.tenants[0].subscriptions[0].resource-groups[0]", "main");
    }

    @Test
    void a_started_service_signs_and_logs_and_does_so_after_a_restart() throws Exception {
        String kid;
        try (ConfigurableApplicationContext _ = start(Map.of())) {
            assertThat(get("localhost", "/health/live", null).body())
                    .isEqualTo("{\"status\":\"UP\"}");
            assertThat(get("localhost", "/health/ready", null).body())
                    .isEqualTo("{\"status\":\"UP\"}");
            assertThat(get("localhost", VAULT, null).statusCode()).isEqualTo(401);
            assertThat(send("PUT", "localhost", VAULT, control("admin"), vault()).statusCode())
                    .isEqualTo(201);
            HttpResponse<String> created =
                    send(
                            "POST",
                            "first.vault.localhost",
                            "/keys/k/create?api-version=7.6",
                            data("admin"),
                            "{\"kty\": \"EC-HSM\"}");
            assertThat(created.statusCode()).isEqualTo(200);
            kid = json(created).at("/key/kid").asString();
            for (int i = 0; i < 20; i++) {
                assertThat(get("first.vault.localhost", "/keys?api-version=7.6", null).statusCode())
                        .isEqualTo(401);
            }
        }
        try (ConfigurableApplicationContext _ = start(Map.of())) {
            HttpResponse<String> signed =
                    send(
                            "POST",
                            "first.vault.localhost",
                            URI.create(kid).getPath() + "/sign?api-version=7.6",
                            data("admin"),
                            "{\"alg\": \"ES256\", \"value\": \"%s\"}".formatted(digest()));
            assertThat(signed.statusCode()).isEqualTo(200);
            assertThat(json(signed).path("kid").asString()).isEqualTo(kid);
            JsonNode log = json(get("localhost", "/audit/events", control("officer")));
            assertThat(log.path("value").findValuesAsString("operationName"))
                    .contains("KeySign", "KeyCreate", "VaultPut", "TenantPut");
            assertThat(challenges(log)).isEqualTo(20);
            assertThat(management("/actuator/prometheus"))
                    .contains(
                            "strongroom_connections_refused_total{limit=\"connections\"} 0.0",
                            "strongroom_connections_refused_total{limit=\"handshakes\"} 0.0",
                            "strongroom_connections_timed_out_total 0.0",
                            "strongroom_refusals_counted_total 0.0",
                            "strongroom_operations_seconds_count{operation=\"KeySign\",result=\"success\"} 1",
                            "strongroom_hsm_operations_total",
                            "strongroom_audit_open 1.0",
                            "strongroom_issuer_keys_age_seconds{issuer=\"" + issuer.name() + "\"} ",
                            "hikaricp_connections_max{pool=\"strongroom\"}",
                            "strongroom_task_succeeded{task=\"configuration\"} 1.0",
                            "jvm_memory_used_bytes");
            assertThat(management("/actuator/tasks"))
                    .contains("\"task\":\"configuration\"", "\"lastSucceeded\":true");
            assertThat(management("/actuator/health"))
                    .contains("\"status\":\"UP\"", "\"" + issuer.name() + "\":{");
            assertThat(management("/actuator/env")).contains("404");
            assertThat(management("/health/live")).contains("{\"status\":\"UP\"}");
            assertThat(management("/health/ready")).contains("{\"status\":\"UP\"}");
        }
    }

    /// Number of requests without a token in a log; some stand in one record together.
    private static int challenges(JsonNode log) {
        int requests = 0;
        for (JsonNode event : log.path("value")) {
            if (event.path("resultSignature").asString().equals("Challenge")) {
                requests += event.path("properties").path("count").asInt(1);
            }
        }
        return requests;
    }

    @Test
    void a_row_of_a_newer_version_is_unavailable_and_no_alarm() throws Exception {
        try (ConfigurableApplicationContext context = start(Map.of())) {
            String path = VAULT.replace("/first?", "/second?");
            send("PUT", "localhost", path, control("admin"), vault());
            send(
                    "POST",
                    "second.vault.localhost",
                    "/keys/newer/create?api-version=7.6",
                    data("admin"),
                    "{\"kty\": \"EC-HSM\"}");
            writeAsNewer("newer", context.getBean(Sealer.class));
        }
        try (ConfigurableApplicationContext _ = start(Map.of())) {
            HttpResponse<String> read =
                    send(
                            "POST",
                            "second.vault.localhost",
                            "/keys/newer/sign?api-version=7.6",
                            data("admin"),
                            "{\"alg\": \"ES256\", \"value\": \"%s\"}".formatted(digest()));

            assertThat(read.statusCode()).isEqualTo(503);
            assertThat(json(read).at("/error/code").asString()).isEqualTo("ServiceUnavailable");
            assertThat(json(read).at("/error/message").asString())
                    .startsWith(
                            "A stored key version was written by a newer version of Strongroom");
            assertThat(get("localhost", "/health/ready", null).statusCode()).isEqualTo(200);
            JsonNode log =
                    json(
                            get(
                                    "localhost",
                                    "/audit/events?vault=second&result=IntegrityViolation",
                                    control("officer")));
            assertThat(log.path("value")).isEmpty();
        }
    }

    /// Makes the version of a key one of a format that this version does not know, with a good
    /// seal.
    private static void writeAsNewer(String key, Sealer sealer) throws SQLException {
        try (Connection superuser = installation.asSuperuser();
                PreparedStatement read =
                        superuser.prepareStatement(
                                "SELECT document FROM key_version WHERE canonical_name = ?");
                PreparedStatement write =
                        superuser.prepareStatement(
                                "UPDATE key_version SET document = ?, seal = ?, seal_key = ? WHERE canonical_name = ?")) {
            read.setString(1, key);
            byte[] document;
            try (ResultSet result = read.executeQuery()) {
                result.next();
                document = result.getBytes(1);
            }
            document[Integer.BYTES + "key-version/".length()] = '9';
            Seal seal = sealer.seal(document);
            write.setBytes(1, document);
            write.setBytes(2, seal.value());
            write.setInt(3, seal.key());
            write.setString(4, key);
            assertThat(write.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void a_database_that_was_restored_starts_and_serves() throws Exception {
        String kid;
        try (ConfigurableApplicationContext _ = start(Map.of())) {
            String path = VAULT.replace("/first?", "/restored?");
            send("PUT", "localhost", path, control("admin"), vault());
            kid =
                    json(send(
                                    "POST",
                                    "restored.vault.localhost",
                                    "/keys/k/create?api-version=7.6",
                                    data("admin"),
                                    "{\"kty\": \"EC-HSM\"}"))
                            .at("/key/kid")
                            .asString();
        }
        String restored = RestoredDatabases.restore(installation).url();
        try (ConfigurableApplicationContext _ =
                start(Map.of("strongroom.database.url", restored))) {
            HttpResponse<String> signed =
                    send(
                            "POST",
                            "restored.vault.localhost",
                            URI.create(kid).getPath() + "/sign?api-version=7.6",
                            data("admin"),
                            "{\"alg\": \"ES256\", \"value\": \"%s\"}".formatted(digest()));
            assertThat(signed.statusCode()).isEqualTo(200);
            JsonNode log =
                    json(get("localhost", "/audit/events?vault=restored", control("officer")));
            assertThat(log.path("value").findValuesAsString("operationName"))
                    .contains("KeySign", "KeyCreate");
        }
    }

    @Test
    void the_log_is_drained_before_the_hsm_is_closed() {
        try (ConfigurableApplicationContext context = start(Map.of())) {
            assertThat(context.getBeanFactory().getDependentBeans("hsmLifetime"))
                    .contains("auditTrail", "hsm");
        }
    }

    @Test
    void a_start_with_the_keys_of_another_installation_is_refused_in_one_line() {
        try (ConfigurableApplicationContext _ = start(Map.of())) {
            assertThat(port).isPositive();
        }

        assertThat(refusal(Map.of("strongroom.hsm.token", "two")))
                .startsWith("the token does not hold the keys of this installation");
    }

    @Test
    void a_service_says_when_it_is_ready_and_when_it_has_stopped() {
        List<String> lines = said(() -> start(Map.of()).close()).lines().toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .matches(
                        ".* INFO  start: Strongroom \\S+ \\([0-9a-f]{7,}(-dirty)?\\) node test is ready on "
                                + port
                                + ": PostgreSQL 18\\.\\d+, schema \\d+, token one root version 1, 1 tenant, 1 issuer");
        assertThat(lines.getLast()).endsWith("start: Strongroom node test has stopped");
    }

    @Test
    void what_runs_is_in_the_info_and_in_a_metric() throws Exception {
        try (ConfigurableApplicationContext _ = start(Map.of())) {
            String version = Build.read().version();
            assertThat(management("/actuator/info"))
                    .contains(
                            "\"strongroom\":{\"version\":\"" + version + "\",\"commit\":\"",
                            "\"node\":\"test\",\"postgresql\":\"18.",
                            "\"token\":\"one\",\"rootKeyVersion\":1,\"tenants\":1,\"issuers\":1");
            assertThat(management("/actuator/prometheus"))
                    .contains("strongroom_build_info{", "version=\"" + version + "\"")
                    .containsPattern("strongroom_tls_certificate_days_left (89|90)\\.");
        }
    }

    @Test
    void a_start_with_the_key_of_another_certificate_is_refused_in_one_line() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));

        assertThat(refusal(Map.of(KEY, TestTls.create(other).properties().get(KEY))))
                .startsWith(
                        "the TLS certificate of CN=localhost does not belong to the private key");
    }

    @Test
    void a_start_without_its_certificate_or_key_is_refused_in_one_line() {
        String nowhere = "file:/nowhere/server.pem";

        assertThat(refusal(Map.of(KEY, nowhere)))
                .isEqualTo("the TLS key /nowhere/server.pem does not exist");
        assertThat(refusal(Map.of("spring.ssl.bundle.pem.server.keystore.certificate", nowhere)))
                .startsWith("the TLS certificate or its key: ")
                .contains("/nowhere/server.pem");
    }

    @Test
    void a_start_with_a_configuration_that_is_not_there_is_refused_in_one_line() {
        assertThat(
                        refusal(
                                Map.of(
                                        "spring.config.additional-location",
                                        "file:/nowhere/application.yml")))
                .startsWith("the configuration: ")
                .contains("/nowhere/application.yml");
    }

    @Test
    void a_start_with_a_key_that_others_may_read_is_refused_in_one_line() throws Exception {
        Path open = folder.resolve("open.key");
        Files.copy(folder.resolve("server.key"), open);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(refusal(Map.of(KEY, open.toUri().toString())))
                .isEqualTo("the TLS key " + open + " is open to others (rw-r--r--): chmod 600 it");
    }

    @Test
    void hosts_that_the_certificate_does_not_cover_are_named_in_a_warning() {
        assertThat(
                        said(() ->
                                start(
                                                Map.of(
                                                        "strongroom.control-hosts",
                                                        "localhost,vault.acme.test"))
                                        .close()))
                .containsOnlyOnce(
                        " WARN  start: The TLS certificate does not cover vault.acme.test: clients of these hosts will refuse it");
    }

    @Test
    void a_start_with_the_password_of_another_role_is_refused_in_one_line() {
        assertThat(refusal(Map.of("strongroom.database.password", "wrong")))
                .isEqualTo(
                        "the database: FATAL: password authentication failed for user \"strongroom_app\"");
    }

    @Test
    void a_start_without_the_database_is_refused_in_one_line() {
        assertThat(refusal(Map.of("strongroom.database.url", "jdbc:postgresql://127.0.0.1:1/none")))
                .startsWith("the database: Connection to 127.0.0.1:1 refused");
    }

    @Test
    void a_start_without_a_token_is_refused_in_one_line() {
        assertThat(refusal(Map.of("strongroom.hsm.token", "none"))).contains("none");
    }

    @Test
    void a_start_without_settings_names_all_that_are_missing() {
        assertThat(refusal(Map.of("strongroom.hsm.module", "", "strongroom.database.url", "")))
                .isEqualTo(
                        "these settings are missing: strongroom.database.url, strongroom.hsm.module");
    }

    @Test
    void a_start_with_a_setting_that_makes_no_sense_is_refused_in_one_line() {
        assertThat(refusal(Map.of("strongroom.hsm.sessions", "many")))
                .startsWith("strongroom.hsm.sessions: ")
                .contains("many");
    }

    @Test
    void a_start_with_a_setting_that_does_not_exist_is_refused_in_one_line() {
        assertThat(refusal(Map.of("strongroom.jwks.outtage", "5m")))
                .isEqualTo(
                        "these settings do not exist: strongroom.jwks.outtage (did you mean strongroom.jwks.outage?)");
    }

    @Test
    void a_start_with_an_incomplete_entry_is_refused_in_one_line() {
        assertThat(refusal(Map.of("strongroom.tenants[0].name", "")))
                .isEqualTo("these settings are missing: strongroom.tenants[0].name");
    }

    @Test
    void a_start_with_a_key_set_from_an_unsafe_place_is_refused_in_one_line() {
        assertThat(refusal(Map.of("strongroom.issuers[0].jwks", "http://login.test/keys")))
                .endsWith("must be an https: or file: URL: http://login.test/keys");
    }

    @Test
    void a_start_whose_log_file_cannot_be_written_is_refused_in_one_line() throws Exception {
        Path file = Files.createFile(folder.resolve("no-folder"));

        assertThat(refusal(Map.of("logging.file.name", file.resolve("vault.log"))))
                .isEqualTo(
                        "the log file %s/vault.log cannot be written: %s is not a folder"
                                .formatted(file, file));
        assertThat(refusal(Map.of("logging.file.name", folder)))
                .startsWith("the log file %s cannot be written: ".formatted(folder));
    }

    @Test
    void a_start_on_a_port_that_is_taken_is_refused_in_one_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            int number = taken.getLocalPort();
            String refusal = "port " + number + " is in use by another process";
            assertThat(refusal(Map.of("server.port", number))).isEqualTo(refusal);
            assertThat(refusal(Map.of("management.server.port", number))).isEqualTo(refusal);
        }
    }

    /// The address of another host (RFC 5737 §3); a port that needs privileges fails alike.
    @Test
    void a_start_on_an_address_that_cannot_be_had_is_refused_in_one_line() {
        assertThat(refusal(Map.of("server.address", "192.0.2.1"))).contains("listen");
        assertThat(refusal(Map.of("management.server.address", "192.0.2.1"))).contains("listen");
    }

    @Test
    void a_start_with_two_issuers_of_a_tenant_is_refused_in_one_line() {
        assertThat(
                        refusal(
                                Map.of(
                                        "strongroom.issuers[1].issuer",
                                        "https://other.test/",
                                        "strongroom.issuers[1].tenant",
                                        TENANT,
                                        "strongroom.issuers[1].jwks",
                                        issuer.keySet())))
                .startsWith("the issuers ")
                .contains("strongroom.issuers[n].shares-principals");
    }

    @Test
    void an_issuer_without_keys_is_in_the_health_and_the_node_is_ready() throws Exception {
        try (ConfigurableApplicationContext _ =
                start(Map.of("strongroom.issuers[0].jwks", "file:/nowhere/keys.jwks"))) {
            String health = management("/actuator/health");
            assertThat(health)
                    .contains("\"" + issuer.name() + "\":{", "\"keys\":\"none\"")
                    .contains("\"status\":\"UP\"")
                    .doesNotContain("DOWN");
            assertThat(management("/health/ready")).startsWith("200 ");
        }
    }

    private static ConfigurableApplicationContext start(Map<String, Object> other) {
        Map<String, Object> all = new HashMap<>(SETTINGS);
        all.putAll(other);
        return new SpringApplication(VaultApplication.class)
                .run(
                        all.entrySet().stream()
                                .map(e -> "--" + e.getKey() + "=" + e.getValue())
                                .toArray(String[]::new));
    }

    /// The one line that a start says that fails. The sweep may tell meanwhile of a row that
    /// another test has forged.
    private static String refusal(Map<String, Object> other) {
        String all =
                said(() -> assertThatThrownBy(() -> start(other).close()).isNotNull())
                        .replaceAll("(?m)^.* StateAlarms: .*\\n", "");
        assertThat(all).containsOnlyOnce("\n").contains("ERROR start: Strongroom cannot start: ");
        return all.substring(all.indexOf("cannot start: ") + "cannot start: ".length()).strip();
    }

    private static String vault() {
        return """
        {"location": "local", "properties": {"tenantId": "%s", "sku": {"name": "premium"},
          "accessPolicies": [{"tenantId": "%s", "objectId": "admin",
            "permissions": {"keys": ["create", "sign"]}}]}}\
        """
                .formatted(TENANT, TENANT);
    }

    private static String digest() throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256")
                        .digest("hello".getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static String control(String principal) throws Exception {
        return issuer.token(principal, "https://localhost:" + port, Clock.systemUTC().instant());
    }

    private static String data(String principal) throws Exception {
        return issuer.token(
                principal, "https://vault.localhost:" + port, Clock.systemUTC().instant());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpResponse<String> get(String host, String path, @Nullable String token)
            throws Exception {
        return send("GET", host, path, token, null);
    }

    private static HttpResponse<String> send(
            String method, String host, String path, @Nullable String token, @Nullable String body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                        .header("Host", host + ":" + port)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls.client()).build()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static String management(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + managementPort + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
