package io.strongroom.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.permission.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RoutesDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "routes.md");
    private static final String BEGIN = "<!-- data plane: begin -->\n";
    private static final String END = "<!-- data plane: end -->";
    private static final String HEAD =
            """
            | plane | method | path | in the log | right | action | first api-version | largest body |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    @Test
    void the_list_of_routes_in_the_documentation_is_the_table() throws IOException {
        String document = Files.readString(DOCUMENT);
        String before = document.substring(0, document.indexOf(BEGIN) + BEGIN.length());
        String after = document.substring(document.indexOf(END));
        String expected = before + table() + after;
        if (Boolean.getBoolean("routes.write")) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.readString(DOCUMENT))
                .as(
                        "docs/routes.md; to write it anew: ./mvnw -pl vault-api -am test -Dtest=RoutesDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Droutes.write=true")
                .isEqualTo(expected);
    }

    private static String table() {
        return VaultServer.routes(new InMemoryInstallation()).rows().stream()
                .map(RoutesDocumentTest::row)
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Route route) {
        Right right = route.right();
        return "| data | %s | `%s` | `%s` | %s `%s` | `%s` | %s | %s |\n"
                .formatted(
                        route.method(),
                        route.template(),
                        route.action().operationName(),
                        Objects.requireNonNull(right.collection()).wireName(),
                        right.policyName(),
                        right.action(),
                        route.since().text(),
                        route.maxBody() == 0 ? "none" : route.maxBody() / 1024 + " KiB");
    }
}
