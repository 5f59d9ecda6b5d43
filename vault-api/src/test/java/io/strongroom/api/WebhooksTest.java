package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.api.event.HttpWebhook;
import io.strongroom.api.http.AddressSettings;
import io.strongroom.api.http.Addresses;
import io.strongroom.core.event.EventReceiver;
import io.strongroom.core.identity.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which webhooks the settings may have.
final class WebhooksTest {
    private static final UUID TENANT = new UUID(0, 1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.acme.test/events?code=1",
                "https://HOOKS.acme.test:8443/",
                "HTTPS://hooks.acme.test"
            })
    void a_webhook_on_an_allowed_host(String url) {
        assertThat(receivers(url, secret(32))).containsOnlyKeys(new TenantId(TENANT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://hooks.acme.test/ | is not an address of https",
                "https:/events | is not an address of https",
                "https://user@hooks.acme.test/ | is not an address of https",
                "https://hooks.acme.test/#part | is not an address of https",
                "https://hooks.acme.test.evil.test/ | is not in strongroom.webhooks.allowed-hosts",
                "https://evil.hooks.acme.test/ | is not in strongroom.webhooks.allowed-hosts",
                "https://169.254.169.254/ | is not in strongroom.webhooks.allowed-hosts",
                "https://localhost/ | is not in strongroom.webhooks.allowed-hosts",
            })
    void another_webhook_is_refused(String url, String message) {
        assertThatThrownBy(() -> receivers(url, secret(32)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_secret_has_32_bytes_or_more_besides_the_end_of_the_line() {
        assertThatCode(() -> receivers("https://hooks.acme.test/", secret(33)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> receivers("https://hooks.acme.test/", secret(31)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("has less than 32 bytes");
    }

    @Test
    void a_secret_that_others_may_read_is_refused() throws Exception {
        Path secret = secret(32);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> receivers("https://hooks.acme.test/", secret))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is open to others");
    }

    @Test
    void a_tenant_has_one_webhook_and_is_one_of_the_installation() {
        WebhookSettings.Endpoint one =
                new WebhookSettings.Endpoint(
                        TENANT, URI.create("https://hooks.acme.test/"), secret(32));
        WebhookSettings.Endpoint stranger =
                new WebhookSettings.Endpoint(new UUID(0, 2), one.url(), one.secretFile());

        assertThatThrownBy(() -> receivers(List.of(one, one), TIMEOUT, DAY))
                .hasMessage("tenant %s has two webhooks", TENANT);
        assertThatThrownBy(() -> receivers(List.of(stranger), TIMEOUT, DAY))
                .hasMessage("there is no tenant %s that a webhook is for", stranger.tenant());
    }

    @Test
    void times_are_within_bounds() {
        assertThat(receivers(List.of(), Duration.ofMillis(100), Duration.ofMillis(1))).isEmpty();
        assertThat(receivers(List.of(), Duration.ofSeconds(20), DAY)).isEmpty();
        for (Duration timeout :
                List.of(Duration.ofMillis(99), Duration.ofMillis(20_001), Duration.ZERO)) {
            assertThatThrownBy(() -> receivers(List.of(), timeout, DAY))
                    .hasMessage("strongroom.webhooks.timeout is not between 100 ms and 20 s");
        }
        assertThatThrownBy(() -> receivers(List.of(), TIMEOUT, Duration.ZERO))
                .hasMessage("strongroom.webhooks.give-up-after is not positive");
    }

    private Path secret(int length) {
        try {
            return SecretFiles.write(folder.resolve("secret-" + length), "x".repeat(length) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<TenantId, EventReceiver> receivers(String url, Path secret) {
        return receivers(
                List.of(new WebhookSettings.Endpoint(TENANT, URI.create(url), secret)),
                TIMEOUT,
                DAY);
    }

    private static Map<TenantId, EventReceiver> receivers(
            List<WebhookSettings.Endpoint> endpoints, Duration timeout, Duration giveUpAfter) {
        try (HttpClient client = HttpWebhook.client(TIMEOUT).build()) {
            return new Webhooks(
                            new WebhookSettings(
                                    endpoints, List.of("hooks.acme.test"), timeout, giveUpAfter),
                            List.of(TENANT),
                            new Addresses(
                                    new AddressSettings("vault.localhost", null, List.of(), null),
                                    8443),
                            Clock.systemUTC())
                    .receivers(client);
        }
    }
}
