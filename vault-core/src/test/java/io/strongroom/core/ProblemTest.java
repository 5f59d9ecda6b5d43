package io.strongroom.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ProblemTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "errors.md");

    @Test
    void every_problem_is_told_from_the_others_by_its_codes() {
        assertThat(Arrays.stream(Problem.values()).map(p -> p.code() + "/" + p.innerCode()))
                .doesNotHaveDuplicates();
    }

    @Test
    void every_problem_is_a_client_or_a_server_error() {
        assertThat(Problem.values()).allMatch(p -> p.status() >= 400 && p.status() < 600);
    }

    @Test
    void the_list_of_errors_in_the_documentation_is_this_table() throws IOException {
        assertThat(documented()).containsExactlyElementsOf(rows());
    }

    private static List<String> rows() {
        return Arrays.stream(Problem.values())
                .map(p ->
                        "| %d | `%s` | %s |"
                                .formatted(
                                        p.status(),
                                        p.code(),
                                        p.innerCode() == null ? "" : "`" + p.innerCode() + "`"))
                .toList();
    }

    private static List<String> documented() throws IOException {
        try (Stream<String> lines = Files.lines(DOCUMENT)) {
            return lines.filter(line -> line.startsWith("| ") && line.contains("`")).toList();
        }
    }
}
