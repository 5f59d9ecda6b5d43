package io.strongroom.api.data;

import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.JsonObject;
import io.strongroom.api.http.JsonOut;
import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.KeyOperation;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.ReleaseChanges;
import io.strongroom.core.vault.VaultSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The attributes of a key version on the wire, in both directions: `key_ops`, `attributes` and
/// `tags` of a create or update, and `attributes` of an answer. A member that this service does not
/// offer is refused, not ignored.
final class KeyAttributesJson {
    private static final long YEAR_10000 = 253_402_300_800L;

    private KeyAttributesJson() {}

    /// Reads the body of an update. An empty `key_ops` leaves the operations as they are: one SDK
    /// sends it whenever its caller sets none.
    ///
    /// @throws VaultException `BAD_PARAMETER`
    static KeyAttributes.Changes update(byte[] body) {
        KeyAttributes.Changes changes = read(JsonBody.object(body));
        List<KeyOperation> operations = changes.operations();
        return new KeyAttributes.Changes(
                changes.enabled(),
                changes.notBefore(),
                changes.expires(),
                operations == null || operations.isEmpty() ? null : operations,
                changes.tags(),
                changes.release());
    }

    /// Reads what a create and an update have in common.
    ///
    /// @throws VaultException `BAD_PARAMETER` for members of the wrong type, and for what is not
    ///   offered
    static KeyAttributes.Changes read(JsonObject body) {
        JsonObject attributes = body.object("attributes");
        if (attributes == null) {
            return new KeyAttributes.Changes(
                    null,
                    null,
                    null,
                    operations(body),
                    body.textMap("tags"),
                    new ReleaseChanges(null, ReleasePolicyJson.read(body)));
        }
        return new KeyAttributes.Changes(
                attributes.flag("enabled"),
                time(attributes, "nbf"),
                time(attributes, "exp"),
                operations(body),
                body.textMap("tags"),
                new ReleaseChanges(attributes.flag("exportable"), ReleasePolicyJson.read(body)));
    }

    /// Writes `attributes`, in Azure's order. What is absent is left out.
    ///
    /// @param platform what the keys of the HSM are protected by
    static void write(
            JsonOut out,
            KeyVersion key,
            ApiVersion version,
            VaultSettings settings,
            HsmPlatform platform) {
        KeyAttributes attributes = key.attributes();
        out.name("attributes").object().name("enabled").flag(attributes.enabled());
        time(out, "nbf", attributes.notBefore());
        time(out, "exp", attributes.expires());
        time(out, "created", attributes.created());
        time(out, "updated", attributes.updated());
        if (version.showsRecoveryLevel()) {
            out.name("recoveryLevel").text(settings.recoveryLevel().wireName());
        }
        if (version.showsRecoverableDays()) {
            out.name("recoverableDays").number(settings.softDeleteRetentionDays());
        }
        if (version.showsExportable()) {
            out.name("exportable").flag(key.exportable());
        }
        if (version.showsHsmPlatform()) {
            out.name("hsmPlatform").text(platformOf(key, platform).wireName());
        }
        out.endObject();
    }

    private static HsmPlatform platformOf(KeyVersion key, HsmPlatform platform) {
        return switch (key.protection()) {
            case HSM -> platform;
            case SOFTWARE -> HsmPlatform.NOT_CERTIFIED; // a plain type promises no more
        };
    }

    /// A value that the property cannot have.
    static VaultException invalid(String property, Object value) {
        return new VaultException(
                Problem.BAD_PARAMETER,
                "Property '%s' has invalid value '%s'."
                        .formatted(property, Requests.printable(value.toString(), 64)));
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

    private static void time(JsonOut out, String name, @Nullable Instant time) {
        if (time != null) {
            out.name(name).number(time.getEpochSecond());
        }
    }
}
