package io.strongroom.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationTest {
    @TempDir Path checkout;

    @Test
    void it_is_started_from_its_own_checkout_with_its_own_options() throws Exception {
        Path jar = build();
        Path options = Files.createDirectory(checkout.resolve("vault-api")).resolve("jvm.options");
        Files.writeString(options, "-XX:+UseParallelGC");

        assertThat(new Application(checkout).command("reset", "--yes"))
                .startsWith(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .endsWith("-jar", jar.toString(), "reset", "--yes")
                .contains("@" + options);
    }

    @Test
    void it_must_be_built() {
        assertThatThrownBy(() -> new Application(checkout))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("strongroom-dev.jar is not built; type: ./dev bench");
    }

    private Path build() throws Exception {
        return Files.createFile(
                Files.createDirectories(checkout.resolve("target/app"))
                        .resolve("strongroom-dev.jar"));
    }
}
