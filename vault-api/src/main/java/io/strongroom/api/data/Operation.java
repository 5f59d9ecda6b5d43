package io.strongroom.api.data;

import io.strongroom.core.audit.Action;
import io.strongroom.core.permission.KeyPermission;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request of the data plane can ask for.
enum Operation {
    CREATE(Action.KEY_CREATE, KeyPermission.CREATE, null),
    GET(Action.KEY_GET, KeyPermission.GET, null),
    LIST(Action.KEY_LIST, KeyPermission.LIST, null),
    LIST_VERSIONS(Action.KEY_LIST_VERSIONS, KeyPermission.LIST, null),
    UPDATE(Action.KEY_UPDATE, KeyPermission.UPDATE, null),
    SIGN(Action.KEY_SIGN, KeyPermission.SIGN, "sign"),
    VERIFY(Action.KEY_VERIFY, KeyPermission.VERIFY, "verify"),
    ENCRYPT(Action.KEY_ENCRYPT, KeyPermission.ENCRYPT, "encrypt"),
    DECRYPT(Action.KEY_DECRYPT, KeyPermission.DECRYPT, "decrypt"),
    WRAP(Action.KEY_WRAP, KeyPermission.WRAP_KEY, "wrapkey"),
    UNWRAP(Action.KEY_UNWRAP, KeyPermission.UNWRAP_KEY, "unwrapkey"),
    /// A path that exists, with a method that it does not have.
    WRONG_METHOD(Action.UNKNOWN, null, null),
    /// A path that does not exist.
    UNKNOWN(Action.UNKNOWN, null, null);

    private static final List<Operation> USES =
            Arrays.stream(values()).filter(operation -> operation.segment != null).toList();

    private final Action action;
    private final @Nullable KeyPermission permission;
    private final @Nullable String segment;

    Operation(Action action, @Nullable KeyPermission permission, @Nullable String segment) {
        this.action = action;
        this.permission = permission;
        this.segment = segment;
    }

    /// The use of a key that the last segment of a path names; segments compare without case.
    static @Nullable Operation use(String segment) {
        for (Operation operation : USES) {
            if (segment.equalsIgnoreCase(operation.segment)) {
                return operation;
            }
        }
        return null;
    }

    /// What the record calls it.
    Action action() {
        return action;
    }

    /// The right that it needs, null when it is no operation.
    @Nullable KeyPermission permission() {
        return permission;
    }
}
