package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The documents that promise a test for each line name tests that exist.
class DocumentedTestsTest {
    private static final Path PROJECT = Path.of("..");

    /// `SomeTest`, `SomeTest.some_method`, or `some_method` of the class that was named before it.
    private static final Pattern TEST =
            Pattern.compile(
                    "`(?:(\\w+(?:Test|IT|Contract))(?:\\.(\\w+))?|([a-z0-9]+(?:_[a-z0-9]+)+))`");

    private final Map<String, String> sources = sources();

    @ParameterizedTest
    @ValueSource(strings = {"azure-divergences.md", "threat-model.md"})
    void every_test_that_a_document_names_exists(String document) throws IOException {
        List<String> unknown = new ArrayList<>();
        List<String> lines = Files.readAllLines(PROJECT.resolve("docs").resolve(document));
        for (String line : lines.stream().filter(l -> l.startsWith("|")).toList()) {
            addUnknown(line, unknown);
        }

        assertThat(unknown).isEmpty();
    }

    private void addUnknown(String row, List<String> unknown) {
        Matcher tests = TEST.matcher(row);
        String type = null;
        while (tests.find()) {
            type = tests.group(1) == null ? type : tests.group(1);
            String method = tests.group(1) == null ? tests.group(3) : tests.group(2);
            if (type != null && !exists(type, method)) {
                unknown.add(type + "." + method);
            }
        }
    }

    private boolean exists(String type, @Nullable String method) {
        String source = sources.get(type);
        return source != null && (method == null || source.contains("void " + method + "("));
    }

    private static Map<String, String> sources() {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Files.list(PROJECT)) {
            for (Path tests : modules.map(module -> module.resolve("src/test")).toList()) {
                if (Files.isDirectory(tests)) {
                    read(tests, sources);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static void read(Path folder, Map<String, String> sources) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                sources.merge(name, Files.readString(file), String::concat);
            }
        }
    }
}
