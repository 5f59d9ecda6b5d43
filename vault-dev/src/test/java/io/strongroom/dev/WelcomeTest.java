package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WelcomeTest {
    private static final String TEXT =
            Welcome.text(
                    DevelopmentSettings.of(
                            Map.of(
                                    "STRONGROOM_HOME",
                                    "/home/it's mine/.dev",
                                    "STRONGROOM_PORT",
                                    "9999")),
                    7777);

    @Test
    void it_names_the_ports_of_this_installation() {
        assertThat(TEXT)
                .contains("https://contoso-demo.vault.localhost:9999")
                .contains("http://127.0.0.1:7777/actuator/prometheus")
                .doesNotContain("{port}", "{home}", "{env}", "{management}");
    }

    @Test
    void a_home_with_an_apostrophe_can_be_pasted() {
        assertThat(TEXT).contains("  . '/home/it'\\''s mine/.dev/env'\n");
    }

    @Test
    void the_readme_shows_the_same_first_call() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        int start = readme.indexOf("TOKEN=$(");
        List<String> call = readme.substring(start, readme.indexOf("```", start)).lines().toList();

        assertThat(call).hasSize(7);
        assertThat(TEXT.lines().map(String::strip))
                .containsSequence(call.stream().map(String::strip).toList());
    }
}
