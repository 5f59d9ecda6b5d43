package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The manual's table of start refusals has what the code can say, and nothing else.
class StartRefusalsDocumentTest {
    private static final Path PROJECT = Path.of("..");

    /// What stands for something else in the manual, and in the code.
    private static final Pattern PLACE = Pattern.compile("…|%[sd]|: |\"|\\b[NM]\\b|\\d+");

    /// What others say.
    private static final String FLYWAY = "Validate failed";

    private static final Pattern ROW = Pattern.compile("`([^`]+)`");
    private static final Pattern THROWN =
            Pattern.compile(
                    "new (?:Hsm|Database|Audit)?(?:Start|Role)Exception\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final String page = text(PROJECT.resolve("docs/operations.md"));
    private final List<String> refusals = refusals(page);
    private final String main = sources("src/main/java");
    private final String all = main + sources("src/test/java");

    @Test
    void each_refusal_of_the_manual_is_in_the_code() {
        assertThat(refusals).hasSizeGreaterThan(40);
        assertThat(refusals)
                .allSatisfy(refusal -> assertThat(words(refusal)).allMatch(all::contains));
    }

    @Test
    void each_refusal_of_the_code_is_in_the_manual() {

        assertThat(THROWN.matcher(main).results().map((MatchResult thrown) -> thrown.group(1)))
                .hasSizeGreaterThan(20)
                .map(message -> message.replaceFirst("^the database: ", ""))
                .filteredOn(message -> !words(message).isEmpty())
                .allSatisfy(message -> assertThat(page).contains(words(message).getFirst()));
    }

    /// The parts of a message that are always the same, without the shortest.
    private static List<String> words(String message) {
        return Arrays.stream(PLACE.split(message.replace("\\\"", "\"")))
                .map(String::strip)
                .filter(part -> part.length() > 5)
                .toList();
    }

    /// The messages in the first column.
    private static List<String> refusals(String page) {
        return page.substring(page.indexOf("## Start refusals\n"), page.indexOf("## Failures\n"))
                .lines()
                .filter(line -> line.startsWith("| `") && !line.contains("| do |"))
                .map(line -> line.substring(0, line.lastIndexOf(" | ")))
                .flatMap(cell -> ROW.matcher(cell).results())
                .map((MatchResult message) -> message.group(1))
                .filter(message -> !message.contains(FLYWAY))
                .toList();
    }

    /// All sources, each text in one piece.
    private static String sources(String folder) {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .flatMap(StartRefusalsDocumentTest::files)
                    .map(text -> text.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\""))
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("StartRefusalsDocumentTest.java"))
                    .map(StartRefusalsDocumentTest::text)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
