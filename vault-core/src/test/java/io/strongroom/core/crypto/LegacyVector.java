package io.strongroom.core.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// A line of a file of published vectors: words, of which the second is the result.
record LegacyVector(List<String> words) {

    /// The lines of a file beside this class, without comments.
    static List<LegacyVector> in(String file) {
        try (InputStream stream =
                Objects.requireNonNull(LegacyVector.class.getResourceAsStream(file))) {
            return new String(stream.readAllBytes(), US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> new LegacyVector(List.of(line.split(" "))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isValid() {
        return words.get(1).equals("valid");
    }

    byte[] bytes(int word) {
        String hex = words.get(word);
        return hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
    }
}
