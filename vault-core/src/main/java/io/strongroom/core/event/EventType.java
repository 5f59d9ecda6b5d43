package io.strongroom.core.event;

/// What happened, by its name in Azure Event Grid.
public enum EventType {
    KEY_NEW_VERSION_CREATED("Microsoft.KeyVault.KeyNewVersionCreated"),
    KEY_NEAR_EXPIRY("Microsoft.KeyVault.KeyNearExpiry"),
    KEY_EXPIRED("Microsoft.KeyVault.KeyExpired");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
