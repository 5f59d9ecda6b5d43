package io.strongroom.api.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.strongroom.api.http.Addresses;
import io.strongroom.core.event.KeyEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event in the schema of Azure Event Grid. Absent times are null.
public record EventGridJson(
        String id,
        String topic,
        String subject,
        String eventType,
        String eventTime,
        Data data,
        String dataVersion,
        String metadataVersion) {
    private static final String SCHEMA_VERSION = "1";

    /// The version of the key, in Key Vault's own names. Times are seconds since 1970.
    public record Data(
            @JsonProperty("Id") String id,
            @JsonProperty("VaultName") String vaultName,
            @JsonProperty("ObjectType") String objectType,
            @JsonProperty("ObjectName") String objectName,
            @JsonProperty("Version") String version,
            @JsonProperty("NBF") @Nullable Long notBefore,
            @JsonProperty("EXP") @Nullable Long expires) {}

    /// The event in this schema.
    ///
    /// @param vault base address of the event's vault
    public static EventGridJson of(KeyEvent event, String vault) {
        return new EventGridJson(
                event.id().toString(),
                event.resourceId(),
                event.key().name().value(),
                event.type().wireName(),
                event.time().toString(),
                new Data(
                        Addresses.key(vault, event.key().name(), event.version()),
                        event.vault().value(),
                        "Key",
                        event.key().name().value(),
                        event.version().toString(),
                        seconds(event.notBefore()),
                        seconds(event.expires())),
                SCHEMA_VERSION,
                SCHEMA_VERSION);
    }

    private static @Nullable Long seconds(@Nullable Instant time) {
        return time == null ? null : time.getEpochSecond();
    }
}
