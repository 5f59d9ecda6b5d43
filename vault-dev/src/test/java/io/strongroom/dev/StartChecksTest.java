package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartChecksTest {
    @TempDir private Path folder;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void useAFreePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("STRONGROOM_PORT", Integer.toString(free.getLocalPort()));
        }
        environment.put("STRONGROOM_HOME", folder.resolve("home").toString());
    }

    @Test
    void settings_that_can_work_pass_and_leave_nothing_behind() {
        assertThatCode(this::check).doesNotThrowAnyException();

        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRONGROOM_PORT", "STRONGROOM_MANAGEMENT_PORT"})
    void a_port_that_is_taken_is_named_with_its_variable(String variable) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put(variable, Integer.toString(taken.getLocalPort()));

            refused("port " + taken.getLocalPort() + " is in use by another process", variable);
        }
    }

    @Test
    void a_mistyped_installation_is_refused() {
        environment.put("STRONGROOM_INSTALLATION", folder.resolve("tpyo").toString());

        refused("there is no installation in STRONGROOM_INSTALLATION=" + folder.resolve("tpyo"));
    }

    @Test
    void a_database_that_does_not_answer_is_refused() {
        environment.put(
                "STRONGROOM_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:1/x?user=u&password=secret");

        refused("the database jdbc:postgresql://127.0.0.1:1/x cannot be used: ");
    }

    @Test
    void a_database_url_of_another_kind_is_refused() {
        environment.put("STRONGROOM_DATABASE_URL", "postgres://u:secret@127.0.0.1/x");

        refused("STRONGROOM_DATABASE_URL must look like jdbc:postgresql://");
    }

    @Test
    void a_home_below_a_file_is_refused() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        environment.put("STRONGROOM_HOME", file.resolve("home").toString());

        assertThatThrownBy(this::check)
                .isInstanceOf(DevelopmentStartException.class)
                .hasMessage(
                        "STRONGROOM_HOME=%s/home cannot be used: %s is not a folder", file, file);
    }

    private void refused(String... parts) {
        assertThatThrownBy(this::check)
                .isInstanceOf(DevelopmentStartException.class)
                .message()
                .contains(parts)
                .doesNotContain("secret")
                .doesNotContain("\n");
        assertThat(folder).isEmptyDirectory();
    }

    private void check() {
        StartChecks.require(DevelopmentSettings.of(environment));
    }
}
