package io.strongroom.api.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.arm.ControlRoute;
import io.strongroom.api.arm.ControlSlice;
import io.strongroom.api.officer.AuditEventController;
import io.strongroom.api.officer.KeyEventController;
import io.strongroom.core.Page;
import io.strongroom.core.administration.OfficersLog;
import io.strongroom.core.administration.TenantEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ControlRoutesDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "routes.md");
    private static final String BEGIN = "<!-- control plane: begin -->\n";
    private static final String END = "<!-- control plane: end -->";
    private static final String HEAD =
            """
            | plane | method | path | in the log | action | largest body |
            | --- | --- | --- | --- | --- | --- |
            """;

    @Test
    void the_list_of_control_routes_in_the_documentation_is_what_spring_maps() throws IOException {
        String document = Files.readString(DOCUMENT);
        String before = document.substring(0, document.indexOf(BEGIN) + BEGIN.length());
        String after = document.substring(document.indexOf(END));
        String expected = before + table() + after;
        if (Boolean.getBoolean("routes.write")) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("docs/routes.md; -Droutes.write=true writes it anew")
                .isEqualTo(expected);
    }

    private static String table() {
        return everything().routes.all().stream()
                .map(ControlRoutesDocumentTest::row)
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static ControlSlice everything() {
        return ControlSlices.with(slice ->
                Stream.of(
                        new AuditEventController(
                                slice.operations,
                                new OfficersLog((_, _) -> new Page<>(List.of(), null))),
                        new KeyEventController(
                                slice.operations,
                                new TenantEvents(slice.installation.events),
                                slice.addresses)));
    }

    private static String row(ControlRoute route) {
        return "| %s | %s | `%s` | `%s` | %s | %s |\n"
                .formatted(
                        route.path().startsWith("/audit") ? "log" : "control",
                        route.method(),
                        route.path(),
                        route.action().operationName(),
                        route.right() == null ? "" : "`" + route.right().action() + "`",
                        route.maxBody() == 0 ? "none" : route.maxBody() / 1024 + " KiB");
    }
}
