package io.strongroom.core.identity;

import java.util.Arrays;
import java.util.Optional;

/// A collection of objects in a vault, by its name in paths, access policies and the log.
public enum VaultCollection {
    KEYS("keys"),
    SECRETS("secrets"),
    CERTIFICATES("certificates");

    private final String wireName;

    VaultCollection(String wireName) {
        this.wireName = wireName;
    }

    /// The collection with this name.
    public static Optional<VaultCollection> named(String wireName) {
        return Arrays.stream(values()).filter(c -> c.wireName.equals(wireName)).findFirst();
    }

    public String wireName() {
        return wireName;
    }
}
