package io.strongroom.api;

import java.io.PrintStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What was checked, one line each. A failure does not end the checks.
final class Findings {
    private final PrintStream out;
    private int failures;

    Findings(PrintStream out) {
        this.out = out;
    }

    /// A check that has more to give than its line.
    ///
    /// @param text of the line
    record Passed<T>(T value, String text) {}

    /// Whether a check passes: it returns the text of its line, or throws.
    boolean check(String subject, Supplier<String> check) {
        return checked(subject, () -> new Passed<>(true, check.get())) != null;
    }

    /// What a check gives; null if it failed.
    <T> @Nullable T checked(String subject, Supplier<Passed<T>> check) {
        try {
            Passed<T> passed = check.get();
            line("ok", subject, passed.text());
            return passed.value();
        } catch (RuntimeException e) {
            failed(subject, StartFailure.line(e).orElse("unexpected error: " + e));
            return null;
        }
    }

    void failed(String subject, String text) {
        failures++;
        line("FAILED", subject, text);
    }

    /// Something that a start warns of.
    void warning(String subject, String text) {
        line("warning", subject, text);
    }

    /// Something that could not be checked, because something before it failed, or need not be.
    void skipped(String subject, String text) {
        line("skipped", subject, text);
    }

    int failures() {
        return failures;
    }

    private void line(String mark, String subject, String text) {
        out.printf("%-8s %s: %s%n", mark, subject, text);
    }
}
