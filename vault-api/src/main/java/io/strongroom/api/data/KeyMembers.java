package io.strongroom.api.data;

import io.strongroom.api.http.JsonObject;
import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.key.KeyOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the bodies of create and update have in common. What this service does not offer is refused
/// where it is named; it is not ignored.
///
/// @param operations null when the body does not say
/// @param enabled null when the body does not say
/// @param tags null when the body does not say
record KeyMembers(
        @Nullable List<KeyOperation> operations,
        @Nullable Boolean enabled,
        @Nullable Instant notBefore,
        @Nullable Instant expires,
        @Nullable Map<String, String> tags) {
    private static final long YEAR_10000 = 253_402_300_800L;

    /// @throws VaultException for members of the wrong type, and for what is not offered
    static KeyMembers of(JsonObject body) {
        if (body.has("release_policy")) {
            throw notOffered("release_policy");
        }
        JsonObject attributes = body.object("attributes");
        if (attributes == null) {
            return new KeyMembers(operations(body), null, null, null, body.textMap("tags"));
        }
        if (Boolean.TRUE.equals(attributes.flag("exportable"))) {
            throw notOffered("attributes.exportable");
        }
        return new KeyMembers(
                operations(body),
                attributes.flag("enabled"),
                time(attributes, "nbf"),
                time(attributes, "exp"),
                body.textMap("tags"));
    }

    /// A value that is none of those that the property has.
    static VaultException invalid(String property, Object value) {
        return new VaultException(
                Problem.BAD_PARAMETER,
                "Property '"
                        + property
                        + "' has invalid value '"
                        + Requests.printable(value.toString(), 64)
                        + "'.");
    }

    private static @Nullable List<KeyOperation> operations(JsonObject body) {
        List<String> names = body.texts("key_ops");
        if (names == null) {
            return null;
        }
        List<KeyOperation> operations = new ArrayList<>(names.size());
        for (String name : names) {
            operations.add(operation(name));
        }
        return operations;
    }

    private static KeyOperation operation(String name) {
        if (name.equals("import") || name.equals("export")) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Key operation '" + name + "' is not supported by this service.");
        }
        return KeyOperation.named(name).orElseThrow(() -> invalid("key_ops", name));
    }

    private static @Nullable Instant time(JsonObject attributes, String name) {
        Long seconds = attributes.number(name);
        if (seconds == null) {
            return null;
        }
        if (seconds < 0 || seconds >= YEAR_10000) {
            throw invalid("attributes." + name, seconds);
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static VaultException notOffered(String property) {
        return new VaultException(
                Problem.BAD_PARAMETER,
                "Property '" + property + "' is not supported by this service.");
    }
}
