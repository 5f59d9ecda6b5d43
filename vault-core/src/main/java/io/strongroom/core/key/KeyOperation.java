package io.strongroom.core.key;

import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.permission.Right;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a key may be used for, by its `key_ops` name (RFC 7517 §4.3 and Azure's `import`,
/// `export`).
public enum KeyOperation {
    ENCRYPT("encrypt", Right.KEYS_ENCRYPT),
    DECRYPT("decrypt", Right.KEYS_DECRYPT),
    SIGN("sign", Right.KEYS_SIGN),
    VERIFY("verify", Right.KEYS_VERIFY),
    WRAP_KEY("wrapKey", Right.KEYS_WRAP_KEY),
    UNWRAP_KEY("unwrapKey", Right.KEYS_UNWRAP_KEY),

    /// The only one of an exchange key, and of no other key.
    IMPORT("import", Right.KEYS_IMPORT),

    /// Of keys that can be released only, whose release does not need it.
    EXPORT("export", Right.KEYS_RELEASE);

    private final String wireName;
    private final Right right;

    KeyOperation(String wireName, Right right) {
        this.wireName = wireName;
        this.right = right;
    }

    /// The operation with this name.
    public static Optional<KeyOperation> named(String wireName) {
        return Arrays.stream(values()).filter(o -> o.wireName.equals(wireName)).findFirst();
    }

    /// What a key of this specification can be used for, in the order of Azure; the default of a
    /// new key.
    public static List<KeyOperation> supportedBy(KeySpec spec) {
        return switch (spec) {
            case Rsa _, Oct _ -> List.of(ENCRYPT, DECRYPT, SIGN, VERIFY, WRAP_KEY, UNWRAP_KEY);
            case Ec _ -> List.of(SIGN, VERIFY);
        };
    }

    public String wireName() {
        return wireName;
    }

    /// The right that a caller needs for it.
    public Right right() {
        return right;
    }

    /// Whether the operation is refused before `nbf` and after `exp`. What protects old data may
    /// still be undone then: decrypt, unwrap, verify and release are allowed.
    public boolean needsValidity() {
        return switch (this) {
            case ENCRYPT, SIGN, WRAP_KEY, IMPORT -> true;
            case DECRYPT, VERIFY, UNWRAP_KEY, EXPORT -> false;
        };
    }
}
