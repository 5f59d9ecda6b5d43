package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResetCommandTest {
    private final PrintStream out =
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

    @TempDir private Path folder;
    private Path home;

    @BeforeEach
    void start_and_stop_once() throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        Installation.requireFree(home).acquiredBy().close();
        Files.writeString(Files.createDirectory(home.resolve("clients")).resolve("X"), "secret");
    }

    @Test
    void yes_deletes_everything() throws Exception {
        assertThat(ResetCommand.run(home, List.of("--yes"), null, out)).isZero();

        assertThat(home).doesNotExist();
    }

    @Test
    void nothing_is_deleted_when_nobody_can_be_asked() {
        assertThatThrownBy(() -> ResetCommand.run(home, List.of(), null, out))
                .isInstanceOf(DevelopmentStartException.class)
                .hasMessageContaining("--yes");
        assertThat(home.resolve("clients/X")).exists();
    }

    @Test
    void a_home_in_use_is_not_deleted() throws Exception {
        try (FileLock running = Installation.requireFree(home)) {
            assertThatThrownBy(() -> ResetCommand.run(home, List.of("--yes"), null, out))
                    .isInstanceOf(DevelopmentStartException.class)
                    .hasMessageContaining("stop it");
            assertThat(running.isValid()).isTrue();
        }
        assertThat(home.resolve("clients/X")).exists();
    }

    @Test
    void a_home_with_the_home_of_a_running_node_in_it_is_not_deleted() throws Exception {
        Path second = Files.createDirectory(home.resolve("second"));
        try (FileLock running = Installation.requireFree(second)) {
            assertThatThrownBy(() -> ResetCommand.run(home, List.of("--yes"), null, out))
                    .isInstanceOf(DevelopmentStartException.class)
                    .hasMessageContaining(second.toString());
            assertThat(running.isValid()).isTrue();
        }
    }

    @Test
    void a_folder_of_somebody_else_is_not_deleted() throws Exception {
        Path other = Files.createDirectory(folder.resolve("documents"));

        assertThatThrownBy(() -> ResetCommand.run(other, List.of("--yes"), null, out))
                .isInstanceOf(DevelopmentStartException.class);
        assertThat(other).exists();
    }

    @Test
    void nothing_to_delete_is_no_failure() throws Exception {
        assertThat(ResetCommand.run(folder.resolve("none"), List.of(), null, out)).isZero();
    }
}
