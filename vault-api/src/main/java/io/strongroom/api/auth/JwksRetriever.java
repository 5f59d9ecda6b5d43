package io.strongroom.api.auth;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches a key set: one attempt, no redirects, a limited size, and a timeout for the whole fetch,
/// so that a source that sends byte by byte does not delay requests.
final class JwksRetriever implements ResourceRetriever, AutoCloseable {
    static final int MAX_BYTES = 64 * 1024;
    private final HttpClient client;
    private final Duration timeout;

    JwksRetriever(Duration timeout) {
        this.timeout = timeout;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout)
                        .build();
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        HttpResponse<String> response = fetch(request(url));
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        return new Resource(
                completed(response.body()),
                response.headers().firstValue("Content-Type").orElse(null));
    }

    private static String completed(String keySet) throws IOException {
        try {
            return CertifiedKeys.completed(keySet);
        } catch (ParseException e) {
            throw new IOException("no key set", e);
        }
    }

    private HttpResponse<String> fetch(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the fetch failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(URL url) throws IOException {
        try {
            return HttpRequest.newBuilder(new URI(url.toString())).timeout(timeout).build();
        } catch (URISyntaxException e) {
            throw new IOException("not a URL", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
