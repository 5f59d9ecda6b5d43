package io.strongroom.bench;

import io.strongroom.bench.KeyOperations.Use;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Each operation on keys, hot and cold, next to what bounds it.
///
/// Hot is one key that stays unwrapped in the HSM. Cold is a cache of ten keys against 10,000
/// copies of it, so that nearly each use unwraps.
final class KeysBench {
    private static final int CONNECTIONS = 16;
    private static final int MANY_CONNECTIONS = 64;
    private static final int COPIES = 10_000;
    private static final int FEW = 100;
    private static final int ROUNDS = 10;
    private static final int CREATION_STARTS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final String WITHOUT = "without-hsm-and-record";

    private final Duration duration;
    private final int copies;
    private final int keys;

    /// @param duration of one measurement
    /// @param keys how many the larger installation stores, copies included
    KeysBench(Duration duration, int keys) {
        this.duration = duration;
        this.keys = keys;
        this.copies = Math.min(COPIES, Math.max(1, keys / 4));
    }

    void run() throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        Progress.printMachine();
        MeasuredInstallation many = installation("keys-many");
        double creation = creation(many);
        Map<String, Measurement> whole;
        try (MeasuredService service = many.start()) {
            fill(service);
            uses(service, "hot", false);
            new KeyManagementBench(service, duration).run(creation, keys - 3 * copies);
            whole = fast(service, "");
        }
        try (MeasuredService service = many.start(Application.wired(WITHOUT))) {
            printRatios(whole, fast(service, "-" + WITHOUT));
        }
        try (MeasuredService service =
                many.start(Application.here().command("run", "--strongroom.hsm.cached-keys=10"))) {
            uses(service, "cold", true);
        }
        compareSizes(many);
    }

    private static MeasuredInstallation installation(String name)
            throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        Progress.say("making a new installation: " + name);
        return MeasuredInstallation.make(name, Application.here());
    }

    private double creation(MeasuredInstallation installation)
            throws IOException, InterruptedException {
        Progress.say("measuring creation by the HSM alone");
        double sum = 0;
        for (int i = 0; i < CREATION_STARTS; i++) {
            sum +=
                    Double.parseDouble(
                            Program.output(
                                            new ProcessBuilder(
                                                    Application.rawCreation(
                                                            installation.home(),
                                                            duration.toSeconds())))
                                    .strip());
        }
        double rate = sum / CREATION_STARTS;
        System.out.printf(Locale.ROOT, "create P-256 hsm-alone sessions=2 ops/s=%.0f%n", rate);
        return rate;
    }

    private void fill(MeasuredService service)
            throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        BenchKeys filling = new BenchKeys(service);
        filling.importCopies(copies);
        filling.store(keys - 3 * copies);
        service.database().settle();
    }

    private void uses(MeasuredService service, String name, boolean cold)
            throws IOException, InterruptedException {
        for (Use use : new KeyOperations(service).all()) {
            Wrk.Request request =
                    cold
                            ? use.of(
                                    BenchKeys.copies(use.type()),
                                    new Numbers.Random(copies),
                                    service)
                            : use.of(BenchKeys.hot(use.type()), new Numbers.None(), service);
            Measurement measured = measure(service, request, CONNECTIONS);
            System.out.println(line(use, name, CONNECTIONS, measured));
        }
    }

    private Map<String, Measurement> fast(MeasuredService service, String variant)
            throws IOException, InterruptedException {
        Map<String, Measurement> all = new LinkedHashMap<>();
        for (Use use : new KeyOperations(service).fast()) {
            Wrk.Request request = use.of(BenchKeys.hot(use.type()), new Numbers.None(), service);
            Measurement measured = measure(service, request, MANY_CONNECTIONS);
            System.out.println(line(use, "hot" + variant, MANY_CONNECTIONS, measured));
            all.put(use.name(), measured);
        }
        return all;
    }

    private static void printRatios(
            Map<String, Measurement> whole, Map<String, Measurement> without) {
        without.forEach((use, bound) ->
                System.out.printf(
                        Locale.ROOT,
                        "%s connections=%d ratio-to-%s=%.2f%n",
                        use,
                        MANY_CONNECTIONS,
                        WITHOUT,
                        Objects.requireNonNull(whole.get(use)).rate() / bound.rate()));
    }

    private Measurement measure(MeasuredService service, Wrk.Request request, int connections)
            throws IOException, InterruptedException {
        Load.warmUp(service, request, connections, WARM_UP);
        return Load.measure(service, request, connections, duration);
    }

    private static String line(Use use, String variant, int connections, Measurement measured) {
        return "%s %s connections=%d %s"
                .formatted(use.name(), variant, connections, measured.line());
    }

    /// Signs in turns by two services that store few keys and many; both use a hundred of them.
    private void compareSizes(MeasuredInstallation many)
            throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        MeasuredInstallation few = installation("keys-few");
        try (MeasuredService small = few.start();
                MeasuredService large = many.start()) {
            new BenchKeys(small).store(FEW);
            SizeComparison comparison = new SizeComparison(small, large, FEW, duration);
            comparison.run(ROUNDS, keys);
        }
    }
}
