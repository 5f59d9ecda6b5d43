package io.strongroom.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The benchmarks that exist.
enum Benchmark {
    SIGN,
    KEYS,
    AUDIT,
    SWEEP;

    /// Finds one.
    ///
    /// @throws Refusal when there is no such benchmark
    static Benchmark named(String name) {
        return Arrays.stream(values())
                .filter(benchmark -> benchmark.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new Refusal(
                                "there is no benchmark \"%s\", choose one of %s"
                                        .formatted(name, List.of(values()))));
    }

    /// Its name on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
