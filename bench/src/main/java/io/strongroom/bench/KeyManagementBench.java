package io.strongroom.bench;

import java.io.IOException;
import java.time.Duration;

/// The operations that make, read, change and end keys.
final class KeyManagementBench {
    private static final int CONNECTIONS = 16;
    private static final int MOST_ENDED = 2_000;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final String API_VERSION = "?api-version=2025-07-01";

    private final MeasuredService service;
    private final Duration duration;
    private long fresh;

    /// @param service that has the keys of [BenchKeys]
    KeyManagementBench(MeasuredService service, Duration duration) {
        this.service = service;
        this.duration = duration;
    }

    /// @param creation keys of P-256 a second that the HSM alone makes
    /// @param stored how many keys are only stored
    void run(double creation, int stored) throws IOException, InterruptedException {
        Numbers any = new Numbers.Random(stored);
        String key = KeyOperations.key(BenchKeys.stored());
        print("create P-256", create("{\"kty\":\"EC\",\"crv\":\"P-256\"}").line(creation));
        print("create RSA-2048", create("{\"kty\":\"RSA\",\"key_size\":2048}"));
        print("create oct-256", create("{\"kty\":\"oct-HSM\",\"key_size\":256}"));
        print("get", measure("GET", key, any, ""));
        print("list page", measure("GET", "/keys" + API_VERSION, new Numbers.None(), ""));
        print(
                "list versions",
                measure("GET", KeyOperations.path(BenchKeys.stored(), "versions"), any, ""));
        print("update", measure("PATCH", key, any, "{\"tags\":{\"measured\":\"yes\"}}"));
        end(Math.min(stored, MOST_ENDED));
    }

    private void end(int count) throws IOException, InterruptedException {
        Calls calls = new Calls(service, CONNECTIONS);
        String key = KeyOperations.key(BenchKeys.stored());
        String deleted = "/deletedkeys/" + BenchKeys.stored() + API_VERSION;
        String recover = "/deletedkeys/" + BenchKeys.stored() + "/recover" + API_VERSION;
        print("delete", calls.each("DELETE", key, "", 0, count));
        print("recover", calls.each("POST", recover, "", 0, count));
        calls.each("DELETE", key, "", count / 2, count);
        print("purge", calls.each("DELETE", deleted, "", count / 2, count));
    }

    private Measurement create(String body) throws IOException, InterruptedException {
        return measure(
                "POST",
                KeyOperations.path("new-%d", "create"),
                new Numbers.Fresh(fresh++ * 1_000_000_000L),
                body);
    }

    private Measurement measure(String method, String path, Numbers numbers, String body)
            throws IOException, InterruptedException {
        Wrk.Request request =
                new Wrk.Request(
                        MeasuredService.VAULT,
                        service.port(),
                        method,
                        path,
                        numbers,
                        service.token("ADMIN"),
                        body);
        if (!(numbers instanceof Numbers.Fresh)) {
            Load.warmUp(service, request, CONNECTIONS, WARM_UP);
        }
        return Load.measure(service, request, CONNECTIONS, duration);
    }

    private static void print(String operation, Measurement measured) {
        print(operation, measured.line());
    }

    private static void print(String operation, String line) {
        System.out.println(operation + " connections=" + CONNECTIONS + " " + line);
    }
}
