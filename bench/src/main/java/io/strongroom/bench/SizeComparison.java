package io.strongroom.bench;

import io.strongroom.bench.KeyOperations.Use;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Signatures of the same hundred keys by a service that stores no others and by one that stores
/// many, in turns.
final class SizeComparison {
    private static final int CONNECTIONS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Use SIGN =
            new Use(
                    "sign ES256",
                    "ec",
                    "sign",
                    "{\"alg\":\"ES256\",\"value\":\"%s\"}"
                            .formatted(BenchKeys.base64url(new byte[32])));

    private final MeasuredService small;
    private final MeasuredService large;
    private final int used;
    private final Duration duration;

    /// @param used how many keys sign
    SizeComparison(MeasuredService small, MeasuredService large, int used, Duration duration) {
        this.small = small;
        this.large = large;
        this.used = used;
        this.duration = duration;
    }

    /// @param stored how many keys the large service stores
    void run(int rounds, int stored) throws IOException, InterruptedException, SQLException {
        Progress.say("comparing %,d stored keys with %,d".formatted(stored, used));
        Load.warmUp(small, request(small), CONNECTIONS, WARM_UP);
        Load.warmUp(large, request(large), CONNECTIONS, WARM_UP);
        List<Measurement> of100 = new ArrayList<>();
        List<Measurement> ofMany = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            boolean smallFirst = i % 2 == 0;
            (smallFirst ? of100 : ofMany).add(measure(smallFirst ? small : large));
            (smallFirst ? ofMany : of100).add(measure(smallFirst ? large : small));
        }
        Measurement few = Measurement.median(of100);
        Measurement many = Measurement.median(ofMany);
        print(used, few);
        print(stored, many);
        System.out.printf(
                Locale.ROOT,
                "sign ES256 hot stored=%d against=%d p50-ratio=%.3f rounds=%d%n",
                stored,
                used,
                many.p50Millis() / few.p50Millis(),
                rounds);
    }

    private Measurement measure(MeasuredService service)
            throws IOException, InterruptedException, SQLException {
        Measurement measured = Load.measure(service, request(service), CONNECTIONS, duration);
        service.database().settle();
        return measured;
    }

    private Wrk.Request request(MeasuredService service) throws IOException, InterruptedException {
        return SIGN.of(BenchKeys.stored(), new Numbers.Random(used), service);
    }

    private static void print(int stored, Measurement measured) {
        System.out.printf(
                Locale.ROOT,
                "sign ES256 hot stored=%d connections=%d %s%n",
                stored,
                CONNECTIONS,
                measured.line());
    }
}
