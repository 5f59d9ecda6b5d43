package io.strongroom.core.permission;

import java.util.Arrays;
import java.util.Optional;

/// A right on the keys of a vault, by its name in an access policy.
public enum KeyPermission {
    ENCRYPT("encrypt"),
    DECRYPT("decrypt"),
    WRAP_KEY("wrapKey"),
    UNWRAP_KEY("unwrapKey"),
    SIGN("sign"),
    VERIFY("verify"),
    GET("get"),
    LIST("list"),
    CREATE("create"),
    UPDATE("update"),
    IMPORT("import"),
    DELETE("delete"),
    BACKUP("backup"),
    RESTORE("restore"),
    RECOVER("recover"),
    PURGE("purge"),
    RELEASE("release"),
    ROTATE("rotate"),
    GET_ROTATION_POLICY("getrotationpolicy"),
    SET_ROTATION_POLICY("setrotationpolicy");

    private final String wireName;

    KeyPermission(String wireName) {
        this.wireName = wireName;
    }

    /// The permission with this name; names compare without case.
    public static Optional<KeyPermission> named(String wireName) {
        return Arrays.stream(values())
                .filter(p -> p.wireName.equalsIgnoreCase(wireName))
                .findFirst();
    }

    public String wireName() {
        return wireName;
    }
}
