package io.strongroom.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sends exactly what it is told to.
public final class Raw implements AutoCloseable {
    private final HttpClient client;

    public Raw(Path ca) {
        this.client = Trust.client(ca).build();
    }

    /// Sends one request.
    ///
    /// @param token null for none
    /// @param body null for none
    /// @throws UncheckedIOException when no answer comes
    public Answer send(String method, String url, @Nullable String token, @Nullable String body) {
        return send(method, url, token, body, Map.of());
    }

    /// Sends one request with more headers.
    public Answer send(
            String method,
            String url,
            @Nullable String token,
            @Nullable String body,
            Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(30))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            return Answer.of(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + url + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
