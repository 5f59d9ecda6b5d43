package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WelcomeTest {
    private static final String TEXT = text("/home/it's mine/.dev");

    @Test
    void it_names_the_ports_of_this_installation() {
        assertThat(TEXT)
                .contains("https://contoso-demo.vault.localhost:9999")
                .contains("http://127.0.0.1:7777/actuator/prometheus")
                .doesNotContain("{port}", "{home}", "{env}", "{management}", "{export}", "{trust}");
    }

    @Test
    void a_home_with_an_apostrophe_can_be_pasted() {
        assertThat(TEXT)
                .contains("  set -a; . '/home/it'\\''s mine/.dev/env'; set +a\n")
                .contains("  export STRONGROOM_HOME='/home/it'\\''s mine/.dev'\n");
    }

    @Test
    void the_usual_home_needs_no_variable() {
        assertThat(text(Path.of(".dev").toAbsolutePath().toString())).doesNotContain("export");
    }

    @Test
    void a_program_is_told_how_to_trust() {
        assertThat(text("/home/dev/.dev"))
                .contains(
                        "-Djavax.net.ssl.trustStore=/home/dev/.dev/trust.p12"
                                + " -Djavax.net.ssl.trustStorePassword=changeit");
    }

    @Test
    void the_readme_shows_the_same_first_calls() throws Exception {
        List<String> readme = Files.readAllLines(Path.of("..", "README.md"));
        List<String> calls =
                TEXT.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("./dev curl") || line.startsWith("-d "))
                        .toList();

        assertThat(calls).hasSize(3);
        assertThat(readme.stream().map(String::strip)).containsAll(calls);
    }

    private static String text(String home) {
        return Welcome.text(
                DevelopmentSettings.of(Map.of("STRONGROOM_HOME", home, "STRONGROOM_PORT", "9999")),
                7777);
    }
}
