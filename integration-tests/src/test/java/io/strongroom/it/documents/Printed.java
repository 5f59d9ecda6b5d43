package io.strongroom.it.documents;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a page says that a command prints. `…` stands for anything, and a break or a space for any
/// space or none, so that long JSON can be read.
final class Printed {
    private Printed() {}

    static Pattern pattern(String text) {
        String pattern =
                Arrays.stream(text.strip().split("…", -1))
                        .map(Printed::words)
                        .collect(Collectors.joining(".*?"));
        return Pattern.compile("\\s*" + pattern + "\\s*", Pattern.DOTALL);
    }

    private static String words(String text) {
        return Arrays.stream(text.split("\\s+", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("\\s*"));
    }
}
