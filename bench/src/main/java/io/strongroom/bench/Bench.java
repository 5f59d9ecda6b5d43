package io.strongroom.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// Runs a benchmark by its name.
public final class Bench {
    private static final String USAGE =
            "usage: ./dev bench [sign] [--seconds N] [--connections N,N,…]   (defaults: sign, 20, 1,16,64)";

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = Arrays.asList(arguments);
        String name =
                words.isEmpty() || words.getFirst().startsWith("--") ? "sign" : words.getFirst();
        switch (name) {
            case "sign" ->
                    new SignBench(
                                    Duration.ofSeconds(
                                            Integer.parseInt(option(words, "--seconds", "20"))),
                                    Points.ofConnections(option(words, "--connections", "1,16,64")))
                            .run();
            // the two below are started by the benchmark itself, in processes of their own
            case "serve" -> Wirings.serve(words.get(1));
            case "raw" -> RawHsm.measure(Path.of(words.get(1)), Integer.parseInt(words.get(2)));
            default -> {
                System.err.println("There is no benchmark \"" + name + "\".\n" + USAGE);
                System.exit(64);
            }
        }
    }

    private static String option(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : otherwise;
    }
}
