package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
    void a_file_that_its_owner_alone_may_read_is_accepted(String permissions) throws IOException {
        Path file = file(permissions);

        assertThatCode(() -> PrivateFile.require("the TLS key", file)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "r-----r--", "rw-----w-", "rw--w----", "rwxrwxrwx"})
    void a_file_that_others_may_read_or_write_is_refused(String permissions) throws IOException {
        Path file = file(permissions);

        assertThatThrownBy(() -> PrivateFile.require("the TLS key", file))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "the TLS key %s is open to others (%s): chmod 600 it"
                                .formatted(file, permissions));
    }

    /// As a container gets its secrets: from root, by its group.
    @Test
    void the_group_may_read_what_belongs_to_root_and_nothing_else() throws IOException {
        Path file = file("r--r-----");

        if (Files.getOwner(file).getName().equals("root")) {
            assertThatCode(() -> PrivateFile.require("the TLS key", file))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> PrivateFile.require("the TLS key", file))
                    .hasMessageContaining("open to others");
        }
    }

    @Test
    void a_file_that_is_not_there_is_refused() {
        Path file = folder.resolve("none");

        assertThatThrownBy(() -> PrivateFile.require("the TLS key", file))
                .isInstanceOf(StartException.class)
                .hasMessage("the TLS key " + file + " does not exist");
    }

    private Path file(String permissions) throws IOException {
        Path file = Files.createFile(folder.resolve("secret"));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
