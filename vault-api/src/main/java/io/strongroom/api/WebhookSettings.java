package io.strongroom.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Webhooks to which events are sent.
///
/// @param allowedHosts host names that a webhook may have
/// @param timeout of a delivery, from its first byte to its last
/// @param giveUpAfter age at which an event is no longer sent
@ConfigurationProperties("strongroom.webhooks")
record WebhookSettings(
        @DefaultValue List<Endpoint> endpoints,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("24h") Duration giveUpAfter) {

    /// The webhook of a tenant.
    ///
    /// @param secretFile its bytes, without line breaks at the end, sign what is sent
    record Endpoint(UUID tenant, URI url, Path secretFile) {}
}
