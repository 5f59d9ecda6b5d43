package io.strongroom.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/// Reads a node's Prometheus page.
public final class Metrics {
    private final URI page;

    Metrics(int port) {
        this.page = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
    }

    /// How many operations the HSM has been asked for since the node started.
    public double hsmOperations() {
        return sum("strongroom_hsm_operations_total");
    }

    /// The sum of a metric over all its labels.
    ///
    /// @throws AssertionError when there is no such metric
    public double sum(String name) {
        double[] values =
                text().lines()
                        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                        .mapToDouble(line ->
                                Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .toArray();
        if (values.length == 0) {
            throw new AssertionError("no metric " + name);
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private String text() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
