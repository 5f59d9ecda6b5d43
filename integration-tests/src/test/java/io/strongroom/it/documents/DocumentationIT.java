package io.strongroom.it.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.strongroom.it.documents.Page.Example;
import io.strongroom.it.harness.Folders;
import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.VaultProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What the pages for readers tell them to type is typed here, in order, and prints what they say.
class DocumentationIT {
    private static final VaultProcess SERVICE = Site.shared().first();
    private static final Path PROJECT = Path.of("..");
    private static final Path OWN_JDK = Path.of(System.getProperty("java.home"));
    private static final Pattern MARK =
            Pattern.compile("sh (setup|run( python| node| az)?|by-hand)|(?!sh\\b).*");
    private static final Pattern COORDINATE =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

    @TestFactory
    Stream<DynamicNode> every_block_works_as_it_stands() throws IOException {
        return pages().stream()
                .map(page -> dynamicContainer(page.file().getFileName().toString(), run(page)));
    }

    @TestFactory
    Stream<DynamicNode> the_readme_works_with_an_older_jdk() {
        List<Path> older =
                Stream.of("java-17-openjdk-amd64", "java-17-openjdk-arm64", "temurin-17-jdk")
                        .map(Path.of("/usr/lib/jvm")::resolve)
                        .filter(jdk -> Files.isExecutable(jdk.resolve("bin/javac")))
                        .limit(1)
                        .toList();
        assumeTrue(!older.isEmpty(), "no JDK 17 on this machine");
        Page readme = Page.read(PROJECT.resolve("README.md"));
        return run(
                readme,
                reader("older-jdk", older.getFirst()),
                example -> example.block().text().startsWith("java "));
    }

    @Test
    void what_a_start_prints_to_type_works_as_it_stands() throws IOException {
        String output = Files.readString(SERVICE.output());
        Reader reader = reader("start", OWN_JDK);
        Page.read(PROJECT.resolve("README.md"))
                .files()
                .forEach(file -> reader.keep(file.fileName(), file.text()));
        String typed =
                output.substring(output.lastIndexOf("In another terminal"))
                        .lines()
                        .takeWhile(line -> !line.startsWith("This system does not resolve"))
                        .filter(line -> line.startsWith("  "))
                        .collect(Collectors.joining("\n"))
                        .replace(
                                "…",
                                "-cp \"$(cat classpath)\" -Djdk.net.hosts.file=.dev/hosts Sign.java");

        Reader.Result result = reader.run(typed);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains(
                        "/keys/demo-sign/", "\"operationName\":\"KeySign\"", "bytes, valid: true");
    }

    @Test
    void every_shell_block_says_whether_it_is_run() throws IOException {
        for (Page page : pages()) {
            assertThat(page.fences())
                    .as(page.file().toString())
                    .allMatch(fence -> MARK.matcher(String.join(" ", fence.words())).matches());
        }
    }

    @Test
    void the_coordinates_are_those_that_are_tested() throws IOException {
        String libraries = System.getProperty("java.class.path");

        assertThat(COORDINATE.matcher(Files.readString(PROJECT.resolve("README.md"))).results())
                .hasSizeGreaterThan(1)
                .allMatch(found ->
                        libraries.contains("/" + found.group(1) + "-" + found.group(2) + ".jar"));
    }

    private static List<Page> pages() throws IOException {
        try (Stream<Path> howTos = Files.list(PROJECT.resolve("docs/howto"))) {
            return Stream.concat(
                            Stream.of("README.md", "docs/administration.md", "docs/events.md")
                                    .map(PROJECT::resolve),
                            howTos.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(Page::read)
                    .toList();
        }
    }

    private static Stream<DynamicNode> run(Page page) {
        return run(page, reader(page.file().getFileName().toString(), OWN_JDK), _ -> true);
    }

    private static Stream<DynamicNode> run(Page page, Reader reader, Predicate<Example> chosen) {
        page.files().forEach(file -> reader.keep(file.fileName(), here(file.text())));
        return page.examples().stream()
                .filter(chosen)
                .map(example ->
                        dynamicTest(example.name(), () -> run(reader, page.setup(), example)));
    }

    private static void run(Reader reader, String setup, Example example) {
        List<Tool> tools = Tool.of(example.block()).toList();
        for (Tool tool : tools) {
            assumeTrue(
                    reader.hasNames() && reader.run(tool.probe()).exitCode() == 0,
                    () -> tool + " cannot be used on this machine");
        }
        String script = here(setup + example.block().text());

        Reader.Result result = tools.isEmpty() ? reader.run(script) : reader.runWithNames(script);

        assertThat(result.exitCode()).as("%s%n%s", example.name(), result.output()).isZero();
        if (example.printed() != null) {
            assertThat(result.output())
                    .as(example.name())
                    .matches(Printed.pattern(here(example.printed())));
        }
    }

    /// The pages have the usual port.
    private static String here(String text) {
        String url = SERVICE.node().installation().url();
        return text.replace(":8443", url.substring(url.lastIndexOf(':')));
    }

    private static Reader reader(String name, Path jdk) {
        Path folder = Path.of("target", "documentation", name).toAbsolutePath();
        Folders.delete(folder);
        Reader reader = Reader.at(folder, SERVICE.home(), jdk);
        reader.keep("classpath", libraries());
        return reader;
    }

    /// What Maven resolves from the coordinates, and more.
    private static String libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
