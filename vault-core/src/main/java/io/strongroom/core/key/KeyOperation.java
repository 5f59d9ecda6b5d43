package io.strongroom.core.key;

import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.permission.KeyPermission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a key may be used for, by its `key_ops` name (RFC 7517 §4.3 and Azure's `import`,
/// `export`).
public enum KeyOperation {
    ENCRYPT("encrypt", KeyPermission.ENCRYPT),
    DECRYPT("decrypt", KeyPermission.DECRYPT),
    SIGN("sign", KeyPermission.SIGN),
    VERIFY("verify", KeyPermission.VERIFY),
    WRAP_KEY("wrapKey", KeyPermission.WRAP_KEY),
    UNWRAP_KEY("unwrapKey", KeyPermission.UNWRAP_KEY);

    private final String wireName;
    private final KeyPermission permission;

    KeyOperation(String wireName, KeyPermission permission) {
        this.wireName = wireName;
        this.permission = permission;
    }

    /// The operation with this name.
    public static Optional<KeyOperation> named(String wireName) {
        return Arrays.stream(values()).filter(o -> o.wireName.equals(wireName)).findFirst();
    }

    /// What a new key may be used for when its maker does not say, in Azure's order.
    public static List<KeyOperation> defaultsFor(KeySpec spec) {
        return switch (spec) {
            case Rsa _ -> List.of(ENCRYPT, DECRYPT, SIGN, VERIFY, WRAP_KEY, UNWRAP_KEY);
            case Ec _ -> List.of(SIGN, VERIFY);
        };
    }

    public String wireName() {
        return wireName;
    }

    /// The right that a caller needs for it.
    public KeyPermission permission() {
        return permission;
    }

    /// Whether the operation is refused before `nbf` and after `exp`. What protects old data may
    /// still be undone then: decrypt, unwrap and verify are allowed.
    public boolean needsValidity() {
        return switch (this) {
            case ENCRYPT, SIGN, WRAP_KEY -> true;
            case DECRYPT, VERIFY, UNWRAP_KEY -> false;
        };
    }
}
