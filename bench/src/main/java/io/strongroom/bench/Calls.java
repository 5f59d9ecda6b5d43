package io.strongroom.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Requests of which each is made once, for those that a load generator cannot repeat.
final class Calls {
    private final MeasuredService service;
    private final String token;
    private final int connections;

    Calls(MeasuredService service, int connections) throws IOException, InterruptedException {
        this.service = service;
        this.token = service.token("ADMIN");
        this.connections = connections;
    }

    /// Makes a request for each number.
    ///
    /// @param path its `%d` is the number
    /// @return the rate and the latency, as a benchmark prints them
    /// @throws IllegalStateException if one failed
    String each(String method, String path, String body, int from, int to)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger(from);
        long[] nanos = new long[to - from];
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(
                        threads.submit(() -> {
                            for (int n = next.getAndIncrement();
                                    n < to;
                                    n = next.getAndIncrement()) {
                                long start = System.nanoTime();
                                service.call(
                                        method,
                                        path.replace("%d", Integer.toString(n)),
                                        token,
                                        body);
                                nanos[n - from] = System.nanoTime() - start;
                            }
                            return null;
                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return line(nanos, System.nanoTime() - begun);
    }

    private static String line(long[] nanos, long all) {
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "ops/s=%.0f p50=%.2fms p99=%.2fms",
                nanos.length * 1e9 / all,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6);
    }
}
