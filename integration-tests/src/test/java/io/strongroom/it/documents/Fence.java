package io.strongroom.it.documents;

import java.util.Arrays;
import java.util.List;

/// A block of a page between two lines of backticks.
///
/// @param line where it begins
/// @param words after the backticks: the language, then what this block is for
record Fence(int line, List<String> words, String text) {
    private static final String MARK = "```";

    Fence {
        words = List.copyOf(words);
    }

    static boolean isMark(String line) {
        return line.startsWith(MARK);
    }

    static Fence of(int line, String mark, String text) {
        return new Fence(
                line, Arrays.asList(mark.substring(MARK.length()).strip().split("\\s+")), text);
    }

    boolean is(String word) {
        return words.contains(word);
    }

    String language() {
        return words.getFirst();
    }

    /// Whether the reader keeps the block as a file, whose name is the second word.
    boolean isFile() {
        return words.size() > 1 && words.get(1).contains(".");
    }

    String fileName() {
        return words.get(1);
    }
}
