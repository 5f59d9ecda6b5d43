package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.localpostgres.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a real SoftHSM2 token and a real PostgreSQL.
class InstallationTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    private final int port = freePort();

    @TempDir private Path folder;

    @Test
    void a_second_start_keeps_everything() throws Exception {
        Map<String, String> first;
        try (Installation installation = prepare(Map.of())) {
            first = kept();
            assertThat(login(installation, Database.APP)).isEqualTo(Database.APP);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("ceremony");
        said.reset();

        try (Installation installation = prepare(Map.of())) {
            assertThat(kept()).isEqualTo(first);
            assertThat(login(installation, Database.APP)).isEqualTo(Database.APP);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_first_start_that_was_cut_short_starts_over() throws Exception {
        Files.createDirectories(folder.resolve("home/hsm.part/tokens"));
        Files.writeString(folder.resolve("home/hsm.part/so.pin"), "half");

        try (Installation installation = prepare(Map.of())) {
            assertThat(installation.hsm().pinFile()).exists();
            assertThat(folder.resolve("home/hsm.part")).doesNotExist();
        }
    }

    @Test
    void a_second_node_shares_what_the_first_made() throws Exception {
        int other = freePort();
        try (Installation first = prepare(Map.of());
                Installation second =
                        prepare(
                                Map.of(
                                        "STRONGROOM_HOME",
                                        folder.resolve("second").toString(),
                                        "STRONGROOM_INSTALLATION",
                                        folder.resolve("home").toString(),
                                        "STRONGROOM_PORT",
                                        Integer.toString(other)))) {
            assertThat(second.hsm()).isEqualTo(first.hsm());
            assertThat(second.database().roles()).isEqualTo(first.database().roles());
            assertThat(second.signingKey().publicJwks()).isEqualTo(first.signingKey().publicJwks());
            assertThat(folder.resolve("second/ca.pem"))
                    .hasSameTextualContentAs(folder.resolve("home/ca.pem"));
            assertThat(folder.resolve("second/env"))
                    .content()
                    .contains("STRONGROOM_URL=https://localhost:" + other)
                    .contains(
                            "CONTOSO_APP_CLIENT_SECRET="
                                    + Files.readString(folder.resolve("home/clients/CONTOSO_APP")));
            assertThat(second.settings().nodeName()).isEqualTo("node-" + other);
        }
    }

    @Test
    void nodes_with_one_public_port_issue_and_accept_the_same_tokens() {
        try (Installation first = prepare(Map.of());
                Installation second =
                        prepare(
                                Map.of(
                                        "STRONGROOM_HOME",
                                        folder.resolve("second").toString(),
                                        "STRONGROOM_INSTALLATION",
                                        folder.resolve("home").toString(),
                                        "STRONGROOM_PORT",
                                        Integer.toString(freePort()),
                                        "STRONGROOM_PUBLIC_PORT",
                                        Integer.toString(port)))) {
            assertThat(second.issuers()).isEqualTo(first.issuers());
            assertThat(second.settings().url()).isEqualTo(first.settings().url());
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_one_line() {
        assertThatThrownBy(() -> prepare(Map.of("STRONGROOM_HOME", "/proc/strongroom")))
                .isInstanceOf(DevelopmentStartException.class)
                .message()
                .startsWith("STRONGROOM_HOME=/proc/strongroom cannot be used: ")
                .doesNotContain("\n");
    }

    @Test
    void a_home_has_one_node_at_a_time() {
        try (Installation running = prepare(Map.of())) {
            assertThatThrownBy(() -> prepare(Map.of()))
                    .isInstanceOf(DevelopmentStartException.class)
                    .hasMessageContaining("a service runs in " + running.settings().home());
        }
    }

    @Test
    void a_second_node_without_a_first_is_told_what_to_do() {
        assertThatThrownBy(() ->
                        prepare(
                                Map.of(
                                        "STRONGROOM_INSTALLATION",
                                        folder.resolve("nobody").toString())))
                .isInstanceOf(DevelopmentStartException.class)
                .hasMessageContaining("start its first node");
    }

    @Test
    void a_database_that_does_not_answer_is_one_line() {
        assertThatThrownBy(() ->
                        prepare(
                                Map.of(
                                        "STRONGROOM_DATABASE_URL",
                                        "jdbc:postgresql://127.0.0.1:1/x?user=u&password=secret")))
                .isInstanceOf(DevelopmentStartException.class)
                .message()
                .contains("jdbc:postgresql://127.0.0.1:1/x")
                .doesNotContain("secret")
                .doesNotContain("\n");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Installation prepare(Map<String, String> more) {
        Map<String, String> environment =
                new TreeMap<>(
                        Map.of(
                                "STRONGROOM_HOME",
                                folder.resolve("home").toString(),
                                "STRONGROOM_PORT",
                                Integer.toString(port)));
        environment.putAll(more);
        return Installation.prepare(DevelopmentSettings.of(environment), Clock.systemUTC(), out);
    }

    /// What must survive, by file.
    private Map<String, String> kept() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        Path home = folder.resolve("home");
        for (String name : new String[] {"tls", "clients", "token-service", "hsm"}) {
            try (Stream<Path> files = Files.walk(home.resolve(name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    contents.put(
                            file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        contents.put("env", Files.readString(home.resolve("env")));
        return contents;
    }

    private static String login(Installation installation, String role) throws SQLException {
        Database roles = installation.database().roles();
        try (Connection connection =
                DriverManager.getConnection(roles.url(), role, roles.appPassword())) {
            return connection.getMetaData().getUserName();
        }
    }
}
