package io.strongroom.api.event;

import io.strongroom.api.http.Addresses;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.event.EventReceiver;
import io.strongroom.core.event.KeyEvent;
import io.strongroom.core.event.UndeliveredException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/// Posts events to a tenant's webhook, as Azure Event Grid does, and signs them. A redirect is not
/// followed, and a delivery has one time limit from its first byte to its last. What is answered is
/// not read beyond its status.
public final class HttpWebhook implements EventReceiver {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client;
    private final URI url;
    private final WebhookSignature signature;
    private final Duration timeout;
    private final Addresses addresses;
    private final Clock clock;

    /// Makes the webhook of a tenant.
    ///
    /// @param client as [#client] makes it
    /// @param url of `https`
    /// @param secret that the receiver knows
    public HttpWebhook(
            HttpClient client,
            URI url,
            SecretBytes secret,
            Duration timeout,
            Addresses addresses,
            Clock clock) {
        this.client = client;
        this.url = url;
        this.signature = new WebhookSignature(secret);
        this.timeout = timeout;
        this.addresses = addresses;
        this.clock = clock;
    }

    /// A client for webhooks.
    public static HttpClient.Builder client(Duration timeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout);
    }

    @Override
    public void deliver(KeyEvent event) throws UndeliveredException {
        int status = send(request(event));
        if (status / 100 != 2) {
            throw new UndeliveredException("status " + status, null);
        }
    }

    private HttpRequest request(KeyEvent event) {
        String vault = addresses.vault(event.vault(), addresses.publicPort());
        byte[] body = JSON.writeValueAsBytes(List.of(EventGridJson.of(event, vault)));
        long timestamp = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Strongroom")
                .header("aeg-event-type", "Notification")
                .header("Strongroom-Timestamp", Long.toString(timestamp))
                .header("Strongroom-Signature", signature.of(timestamp, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private int send(HttpRequest request) throws UndeliveredException {
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, BodyHandlers.discarding());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        } catch (ExecutionException e) {
            throw new UndeliveredException("the request failed", e.getCause());
        } catch (TimeoutException e) {
            throw new UndeliveredException("no answer within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UndeliveredException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }
}
