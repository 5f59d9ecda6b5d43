package io.strongroom.api;

import io.strongroom.api.event.HttpWebhook;
import io.strongroom.api.http.Addresses;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.event.EventReceiver;
import io.strongroom.core.identity.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Makes the webhooks of the settings, and refuses those that must not be.
final class Webhooks {
    private static final int SHORTEST_SECRET = 32;
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(20);

    private final WebhookSettings settings;
    private final List<UUID> tenants;
    private final Addresses addresses;
    private final Clock clock;

    /// @param tenants ids of the installation's tenants
    Webhooks(WebhookSettings settings, List<UUID> tenants, Addresses addresses, Clock clock) {
        this.settings = settings;
        this.tenants = List.copyOf(tenants);
        this.addresses = addresses;
        this.clock = clock;
    }

    /// The webhooks by their tenants.
    ///
    /// @throws StartException for a webhook that is not allowed or cannot be signed for
    Map<TenantId, EventReceiver> receivers(HttpClient client) {
        requireTimes();
        Map<TenantId, EventReceiver> receivers = new HashMap<>();
        for (WebhookSettings.Endpoint endpoint : settings.endpoints()) {
            requireAllowed(endpoint);
            EventReceiver webhook =
                    new HttpWebhook(
                            client,
                            endpoint.url(),
                            secret(endpoint.secretFile()),
                            settings.timeout(),
                            addresses,
                            clock);
            if (receivers.put(new TenantId(endpoint.tenant()), webhook) != null) {
                throw refused("tenant %s has two webhooks".formatted(endpoint.tenant()));
            }
        }
        return receivers;
    }

    private void requireTimes() {
        Duration timeout = settings.timeout();
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw refused("strongroom.webhooks.timeout is not between 100 ms and 20 s");
        }
        if (!settings.giveUpAfter().isPositive()) {
            throw refused("strongroom.webhooks.give-up-after is not positive");
        }
    }

    private void requireAllowed(WebhookSettings.Endpoint endpoint) {
        URI url = endpoint.url();
        String host = url.getHost();
        if (!"https".equalsIgnoreCase(url.getScheme())
                || host == null
                || url.getUserInfo() != null
                || url.getFragment() != null) {
            throw refused("the webhook %s is not an address of https".formatted(url));
        }
        if (settings.allowedHosts().stream().noneMatch(host::equalsIgnoreCase)) {
            throw refused(
                    "the host of the webhook %s is not in strongroom.webhooks.allowed-hosts"
                            .formatted(url));
        }
        if (!tenants.contains(endpoint.tenant())) {
            throw refused(
                    "there is no tenant %s that a webhook is for".formatted(endpoint.tenant()));
        }
    }

    private static SecretBytes secret(Path file) {
        PrivateFile.require("the secret of a webhook", file);
        byte[] bytes = bytes(file);
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        SecretBytes secret = SecretBytes.of(Arrays.copyOf(bytes, end));
        Arrays.fill(bytes, (byte) 0);
        if (secret.length() < SHORTEST_SECRET) {
            throw refused("the secret of a webhook in %s has less than 32 bytes".formatted(file));
        }
        return secret;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StartException(
                    "the secret of a webhook in %s cannot be read".formatted(file), e);
        }
    }

    private static StartException refused(String message) {
        return new StartException(message, null);
    }
}
