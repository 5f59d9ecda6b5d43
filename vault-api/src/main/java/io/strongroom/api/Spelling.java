package io.strongroom.api;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// Compares misspelt words with known ones.
final class Spelling {
    private static final int SHARED = "strongroom.".length();

    private Spelling() {}

    /// What stands for the known word that is most like a word: at most a third of the letters
    /// after the prefix that all words share differ, but two always may.
    ///
    /// @param known by the words as they are compared
    static Optional<String> nearest(String word, Map<String, String> known) {
        int limit = Math.max(2, (word.length() - SHARED) / 3);
        return known.entrySet().stream()
                .map(entry -> new Candidate(distance(word, entry.getKey()), entry.getValue()))
                .filter(candidate -> candidate.distance() <= limit)
                .min(Comparator.comparingInt(Candidate::distance))
                .map(Candidate::text);
    }

    private record Candidate(int distance, String text) {}

    /// How many letters must be added, removed or replaced (Levenshtein).
    static int distance(String one, String other) {
        int[] last = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
            }
            last = row;
        }
        return last[other.length()];
    }
}
