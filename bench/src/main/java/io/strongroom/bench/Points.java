package io.strongroom.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The points of a run, at least one. Those of an algorithm stand together.
record Points(List<Point> all) {

    Points {
        all = all.stream().distinct().sorted(Comparator.comparing(Point::algorithm)).toList();
    }

    /// Reads `ES256@64,RS256@64`.
    ///
    /// @throws Refusal when one is not a point
    static Points parse(String text) {
        return new Points(parts(text).map(Point::parse).toList());
    }

    /// Reads `1,16,64`, numbers of connections for every algorithm.
    ///
    /// @throws Refusal when one is not such a number
    static Points ofConnections(String text) {
        List<Integer> connections = parts(text).map(Point::connections).toList();
        return new Points(
                Arrays.stream(Algorithm.values())
                        .flatMap(algorithm ->
                                connections.stream().map(count -> new Point(algorithm, count)))
                        .toList());
    }

    private static Stream<String> parts(String text) {
        return Arrays.stream(text.split(",", -1));
    }

    List<Algorithm> algorithms() {
        return all.stream().map(Point::algorithm).distinct().toList();
    }

    List<Point> of(Algorithm algorithm) {
        return all.stream().filter(point -> point.algorithm() == algorithm).toList();
    }

    /// The one with the most connections.
    Point largest(Algorithm algorithm) {
        return of(algorithm).stream()
                .max(Comparator.comparingInt(Point::connections))
                .orElseThrow();
    }
}
