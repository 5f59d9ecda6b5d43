package io.strongroom.core.permission;

import java.util.Arrays;
import java.util.Optional;

/// A right on the secrets of a vault, by its name in an access policy.
public enum SecretPermission {
    GET("get"),
    LIST("list"),
    SET("set"),
    DELETE("delete"),
    BACKUP("backup"),
    RESTORE("restore"),
    RECOVER("recover"),
    PURGE("purge");

    private final String wireName;

    SecretPermission(String wireName) {
        this.wireName = wireName;
    }

    /// The permission with this name; names compare without case.
    public static Optional<SecretPermission> named(String wireName) {
        return Arrays.stream(values())
                .filter(p -> p.wireName.equalsIgnoreCase(wireName))
                .findFirst();
    }

    public String wireName() {
        return wireName;
    }
}
