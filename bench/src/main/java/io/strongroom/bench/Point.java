package io.strongroom.bench;

import java.util.Arrays;
import java.util.List;

/// What is measured: an algorithm at a number of connections.
record Point(Algorithm algorithm, int connections) {
    private static final int MOST = 1000;

    Point {
        if (connections < 1 || connections > MOST) {
            throw new IllegalArgumentException(connections + " connections");
        }
    }

    /// Reads `ES256@64`.
    ///
    /// @throws Refusal when the text is not a point
    static Point parse(String text) {
        String[] parts = text.split("@", -1);
        if (parts.length != 2) {
            throw new Refusal("\"%s\" is not a point, it must look like ES256@64".formatted(text));
        }
        return new Point(algorithm(parts[0]), connections(parts[1]));
    }

    /// Reads a number of connections.
    ///
    /// @throws Refusal when the text is not such a number
    static int connections(String text) {
        return WholeNumber.parse("the number of connections", text, MOST);
    }

    private static Algorithm algorithm(String text) {
        return Arrays.stream(Algorithm.values())
                .filter(algorithm -> algorithm.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new Refusal(
                                "\"%s\" is not an algorithm to measure, choose one of %s"
                                        .formatted(text, List.of(Algorithm.values()))));
    }

    /// As it begins a line of results.
    @Override
    public String toString() {
        return line("");
    }

    /// The same for a variant of the service.
    ///
    /// @param variant behind the name of the algorithm
    String line(String variant) {
        return algorithm + variant + " connections=" + connections;
    }
}
