package io.strongroom.api;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of start refusals in docs/operations.md is held against the messages in the sources.
class StartRefusalsTest {
    private static final Path ROOT = Path.of("..");
    private static final String VARIABLE = "X";

    /// Messages of commands that are no starts.
    private static final List<String> COMMANDS =
            List.of("Ceremony.java", "CeremonyModule.java", "TokenSetup.java");

    private static final Pattern THROWN =
            Pattern.compile("new (?:\\w*StartException|RoleException)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void every_refusal_of_the_sources_is_in_the_table() {
        List<String> rows = rows();
        List<String> messages = messages();

        assertThat(messages).hasSizeGreaterThan(35);
        assertThat(messages)
                .filteredOn(message -> !isLogLine(message))
                .allMatch(message -> rows.stream().anyMatch(row -> isSame(row, message)));
    }

    @Test
    void every_row_of_the_table_is_in_the_sources() {
        String literals = literals();

        assertThat(rows()).hasSizeGreaterThan(45);
        assertThat(rows())
                .filteredOn(row -> !isOfLibrary(row))
                .allMatch(row -> literals.contains(longestPart(row)));
    }

    /// Whether a row describes a message: each of them has variables of its own.
    private static boolean isSame(String row, String message) {
        return pattern(row).matcher(message).matches()
                || Pattern.compile(
                                Pattern.compile(VARIABLE)
                                        .splitAsStream(message + " ")
                                        .map(Pattern::quote)
                                        .collect(joining(".*")))
                        .matcher(row + " ")
                        .matches();
    }

    /// A message of a node at work.
    private static boolean isLogLine(String message) {
        return read(ROOT.resolve("docs/operations.md"))
                .contains("`the HSM is not back: " + message + "`");
    }

    /// The server's and the driver's own messages, after our prefix.
    private static boolean isOfLibrary(String row) {
        return row.startsWith("the database: Connection to")
                || row.contains("password authentication failed")
                || row.startsWith("the database: Validate failed")
                || row.equals("strongroom…: …");
    }

    private static List<String> rows() {
        String page = read(ROOT.resolve("docs/operations.md"));
        String table = page.substring(page.indexOf("\n## Start refusals"));
        List<String> rows = new ArrayList<>();
        for (String line : table.substring(0, table.indexOf("\n## Failures")).lines().toList()) {
            if (line.startsWith("| `")) {
                Pattern.compile("`([^`]+)`")
                        .matcher(line.substring(0, line.indexOf(" | ")))
                        .results()
                        .forEach(result -> rows.add(result.group(1)));
            }
        }
        rows.remove("Strongroom cannot start: …");
        return rows;
    }

    /// A row as a pattern: a name of a constant that goes on, a number or anything is a variable.
    private static Pattern pattern(String row) {
        String literal =
                Pattern.compile("CK[AR]_…|C_…|\\b[A-Z]\\b|…")
                        .splitAsStream(row)
                        .map(Pattern::quote)
                        .collect(joining(".*"));
        return Pattern.compile(literal + (row.endsWith("…") ? ".*" : ""), Pattern.DOTALL);
    }

    private static String longestPart(String row) {
        return Pattern.compile("CK[AR]_…|C_…|\\b[A-Z]\\b|…|\"|\\b\\d\\b|: ")
                .splitAsStream(row)
                .map(String::strip)
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .orElseThrow();
    }

    /// The messages that are thrown, with a letter for each variable.
    private static List<String> messages() {
        List<String> messages = new ArrayList<>();
        for (Path source : sources()) {
            String code = read(source);
            if (!COMMANDS.contains(source.getFileName().toString())) {
                THROWN.matcher(code)
                        .results()
                        .map(MatchResult::end)
                        .forEach(start -> messages.addAll(alternatives(argument(code, start))));
            }
        }
        messages.removeIf(message -> message.replace(VARIABLE, "").isBlank());
        return messages;
    }

    /// The first argument of a call, without what formats it.
    private static String argument(String code, int start) {
        int depth = 0;
        int i = start;
        while (depth > 0 || (code.charAt(i) != ',' && code.charAt(i) != ')')) {
            if (code.charAt(i) == '"') {
                i = endOfLiteral(code, i);
            }
            depth += code.charAt(i) == '(' ? 1 : code.charAt(i) == ')' ? -1 : 0;
            i++;
        }
        return code.substring(start, i).replaceAll("(?s)\\.formatted\\(.*", "");
    }

    private static int endOfLiteral(String code, int start) {
        int i = start + 1;
        while (code.charAt(i) != '"') {
            i += code.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    /// The texts of an expression: each branch of a conditional one.
    private static List<String> alternatives(String expression) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (MatchResult literal : LITERAL.matcher(expression).results().toList()) {
            String between = expression.substring(end, literal.start());
            if (between.contains("?")) {
                text.setLength(0);
            } else if (between.contains(":")) {
                texts.add(text.toString());
                text.setLength(0);
            } else if (!between.replaceAll("[\\s+]", "").isEmpty()) {
                text.append(VARIABLE);
            }
            text.append(literal.group(1));
            end = literal.end();
        }
        if (!expression.substring(end).replaceAll("[\\s+]", "").isEmpty()) {
            text.append(VARIABLE);
        }
        texts.add(text.toString());
        return texts.stream()
                .map(t -> t.replace("\\\"", "\"").replaceAll("%[sd]", VARIABLE))
                .toList();
    }

    /// All literals of the sources, those that are added to each other joined.
    private static String literals() {
        return sources().stream()
                .map(StartRefusalsTest::read)
                .map(code -> code.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\""))
                .collect(joining("\n"))
                .replaceAll("%[sd]", VARIABLE);
    }

    private static List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        for (String module :
                List.of(
                        "vault-api",
                        "vault-core",
                        "vault-audit",
                        "vault-postgres",
                        "vault-hsm-pkcs11")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
