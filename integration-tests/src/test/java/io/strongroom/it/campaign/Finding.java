package io.strongroom.it.campaign;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What was tried and found.
///
/// @param what in a few words
/// @param tried how many tries count
/// @param required how many tries were to be made at least
/// @param breaches how many of the tries broke the promise; 0 is the only good number
/// @param counts more numbers, for the reader
public record Finding(
        String what, long tried, long required, long breaches, Map<String, Long> counts) {
    public Finding {
        counts = new TreeMap<>(counts);
    }

    /// Whether enough was tried and nothing broke.
    public boolean held() {
        return tried >= required && breaches == 0;
    }

    @Override
    public String toString() {
        String more =
                counts.entrySet().stream()
                        .map(e -> " " + e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining());
        return "%s %s tried=%d required=%d breaches=%d%s"
                .formatted(held() ? "held  " : "BROKEN", what, tried, required, breaches, more);
    }
}
