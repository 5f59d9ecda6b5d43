package io.strongroom.bench;

import java.nio.file.Path;

/// Runs a benchmark by its name.
public final class Bench {
    private Bench() {}

    public static void main(String[] words) throws Exception {
        String first = words.length == 0 ? "" : words[0];
        switch (first) {
            // the three below are started by the benchmark itself, in processes of their own
            case "serve" -> Wirings.serve(words[1]);
            case "raw" -> RawHsm.measure(Path.of(words[1]), Integer.parseInt(words[2]));
            case "raw-creation" ->
                    RawHsm.measureCreation(Path.of(words[1]), Integer.parseInt(words[2]));
            default -> run(Arguments.ofPerson(words));
        }
    }

    private static void run(Arguments arguments) throws Exception {
        switch (arguments.benchmark()) {
            case SIGN -> sign(arguments);
            case KEYS -> new KeysBench(arguments.duration(), arguments.keys()).run();
            case AUDIT -> new AuditBench(arguments.duration(), arguments.events()).run();
            case SWEEP -> new SweepBench(arguments.keys()).run();
        }
    }

    private static void sign(Arguments arguments) throws Exception {
        if (arguments.against().isEmpty()) {
            new SignBench(arguments.duration(), arguments.points()).run();
            return;
        }
        new CompareBench(arguments.duration(), arguments.points(), arguments.against().get()).run();
    }
}
