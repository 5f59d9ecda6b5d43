package io.strongroom.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The arguments of `./dev bench`.
///
/// `./dev` runs [#main] from source, so that a wrong argument is refused before anything is built.
/// This class and what it uses therefore need the JDK only.
///
/// @param duration of one measurement
/// @param events of the largest log that is searched
/// @param keys that are swept, or that the larger installation stores
record Arguments(
        Benchmark benchmark,
        Duration duration,
        Points points,
        Optional<Against> against,
        long events,
        int keys) {
    private static final String AGAINST = "--against";
    private static final String POINTS = "--points";
    private static final String CONNECTIONS = "--connections";
    private static final String STARTS = "--starts";
    private static final String ROUNDS = "--rounds";
    private static final String SECONDS = "--seconds";
    private static final String EVENTS = "--events";
    private static final String KEYS = "--keys";
    private static final List<String> OPTIONS =
            List.of(AGAINST, POINTS, CONNECTIONS, STARTS, ROUNDS, SECONDS, EVENTS, KEYS);

    private static final int MOST_SECONDS = 3600;
    private static final int MOST_STARTS = 100;
    private static final int MOST_ROUNDS = 100;
    private static final int MOST_EVENTS = 30_000_000;
    private static final int MOST_KEYS = 10_000_000;

    /// Checks the arguments and prints the hash of the commit that must be built, if there is one.
    static void main(String[] words) {
        ofPerson(words).against().ifPresent(against -> System.out.println(against.commit().hash()));
    }

    /// The arguments that a person typed. A refusal is printed and ends this process with exit code
    /// 2.
    static Arguments ofPerson(String... words) {
        try {
            return of(List.of(words), Repository.here()::find);
        } catch (Refusal e) {
            System.err.println(e.getMessage());
            System.exit(2);
            throw e; // never reached
        }
    }

    /// Reads arguments.
    ///
    /// @param commits finds a commit by a name
    /// @throws Refusal when they make no sense
    static Arguments of(List<String> words, Function<String, Commit> commits) {
        boolean named = !words.isEmpty() && !words.getFirst().startsWith("-");
        Benchmark benchmark = named ? Benchmark.named(words.getFirst()) : Benchmark.SIGN;
        Map<String, String> options = options(words.subList(named ? 1 : 0, words.size()));
        requireSense(benchmark, options);
        boolean compares = options.containsKey(AGAINST);
        return new Arguments(
                benchmark,
                Duration.ofSeconds(
                        number(
                                options,
                                SECONDS,
                                compares || benchmark != Benchmark.SIGN ? "6" : "20",
                                MOST_SECONDS)),
                options.containsKey(POINTS)
                        ? Points.parse(options.getOrDefault(POINTS, ""))
                        : Points.ofConnections(options.getOrDefault(CONNECTIONS, "1,16,64")),
                Optional.ofNullable(options.get(AGAINST))
                        .map(name -> against(name, options, commits)),
                number(options, EVENTS, "1000000", MOST_EVENTS),
                number(options, KEYS, "100000", MOST_KEYS));
    }

    private static Against against(
            String name, Map<String, String> options, Function<String, Commit> commits) {
        int starts = number(options, STARTS, "1", MOST_STARTS);
        int rounds = number(options, ROUNDS, "10", MOST_ROUNDS);
        return new Against(commits.apply(name), starts, rounds);
    }

    private static int number(
            Map<String, String> options, String name, String otherwise, int maximum) {
        return WholeNumber.parse(name, options.getOrDefault(name, otherwise), maximum);
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            String name = words.get(i);
            if (!OPTIONS.contains(name)) {
                throw new Refusal(
                        "unknown argument \"%s\"; type: ./dev bench --help".formatted(name));
            }
            if (i + 1 == words.size()) {
                throw new Refusal(name + " needs a value; type: ./dev bench --help");
            }
            if (options.put(name, words.get(i + 1)) != null) {
                throw new Refusal(name + " is given twice");
            }
        }
        return options;
    }

    private static void requireSense(Benchmark benchmark, Map<String, String> options) {
        for (String name : options.keySet()) {
            boolean fits =
                    switch (benchmark) {
                        case SIGN -> !name.equals(EVENTS) && !name.equals(KEYS);
                        case KEYS -> name.equals(KEYS) || name.equals(SECONDS);
                        case AUDIT -> name.equals(EVENTS) || name.equals(SECONDS);
                        case SWEEP -> name.equals(KEYS);
                    };
            if (!fits) {
                throw new Refusal("%s is not an option of %s".formatted(name, benchmark));
            }
        }
        if (options.containsKey(POINTS) && options.containsKey(CONNECTIONS)) {
            throw new Refusal(POINTS + " and " + CONNECTIONS + " exclude each other");
        }
        for (String name : List.of(STARTS, ROUNDS)) {
            if (options.containsKey(name) && !options.containsKey(AGAINST)) {
                throw new Refusal(name + " needs " + AGAINST);
            }
        }
    }
}
