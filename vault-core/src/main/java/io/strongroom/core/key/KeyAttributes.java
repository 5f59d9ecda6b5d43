package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.Tags;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What can be changed about a key version. Times are whole seconds.
///
/// @param notBefore null for no limit
/// @param expires null for no limit
/// @param operations what the version may be used for, in the order given
/// @param tags at most 15
/// @param releasePolicy null if the key cannot be released
public record KeyAttributes(
        boolean enabled,
        @Nullable Instant notBefore,
        @Nullable Instant expires,
        Instant created,
        Instant updated,
        List<KeyOperation> operations,
        Map<String, String> tags,
        @Nullable ReleasePolicy releasePolicy) {

    public KeyAttributes {
        operations = List.copyOf(operations);
        tags = Map.copyOf(tags);
    }

    /// The attributes of a key that cannot be released.
    public KeyAttributes(
            boolean enabled,
            @Nullable Instant notBefore,
            @Nullable Instant expires,
            Instant created,
            Instant updated,
            List<KeyOperation> operations,
            Map<String, String> tags) {
        this(enabled, notBefore, expires, created, updated, operations, tags, null);
    }

    /// The changes that a request makes to the attributes; null leaves an attribute as it is, or as
    /// it is by default.
    public record Changes(
            @Nullable Boolean enabled,
            @Nullable Instant notBefore,
            @Nullable Instant expires,
            @Nullable List<KeyOperation> operations,
            @Nullable Map<String, String> tags,
            ReleaseChanges release) {

        public Changes(
                @Nullable Boolean enabled,
                @Nullable Instant notBefore,
                @Nullable Instant expires,
                @Nullable List<KeyOperation> operations,
                @Nullable Map<String, String> tags) {
            this(enabled, notBefore, expires, operations, tags, ReleaseChanges.NONE);
        }

        /// Nothing.
        public static final Changes NONE = new Changes(null, null, null, null, null);
    }

    /// The attributes of a new version by default.
    static KeyAttributes defaults(KeySpec spec, Instant now) {
        return new KeyAttributes(
                true, null, null, now, now, KeyOperation.supportedBy(spec), Map.of());
    }

    /// The attributes of a new exchange key by default.
    static KeyAttributes ofExchangeKey(Instant now) {
        return new KeyAttributes(
                true, null, null, now, now, List.of(KeyOperation.IMPORT), Map.of());
    }

    /// These attributes with what a request changes.
    ///
    /// @throws VaultException `BAD_PARAMETER` for operations that the type does not have, too many
    ///   tags, an end before the start
    public KeyAttributes changedBy(Changes changes, KeySpec spec, Instant now) {
        return changedBy(changes, spec, false, now);
    }

    /// The same of a key that may have been made to be released.
    ///
    /// @throws VaultException `BAD_PARAMETER` also for a policy that the key cannot have
    KeyAttributes changedBy(Changes changes, KeySpec spec, boolean exportable, Instant now) {
        KeyAttributes changed =
                new KeyAttributes(
                        orElse(changes.enabled(), enabled),
                        changes.notBefore() == null ? notBefore : changes.notBefore(),
                        changes.expires() == null ? expires : changes.expires(),
                        created,
                        now,
                        orElse(changes.operations(), operations),
                        orElse(changes.tags(), tags),
                        changes.release().policy(releasePolicy, exportable));
        changed.validate(supported(spec, exportable));
        return changed;
    }

    /// The attributes of a version that a rotation makes: what it may be used for, who it may be
    /// released to and its tags are those of the version before, its times are its own.
    KeyAttributes rotated(@Nullable Instant end, Instant now) {
        return new KeyAttributes(true, null, end, now, now, operations, tags, releasePolicy);
    }

    /// These attributes with another release policy.
    KeyAttributes with(@Nullable ReleasePolicy policy) {
        return new KeyAttributes(
                enabled, notBefore, expires, created, updated, operations, tags, policy);
    }

    /// Whether the time lies within `nbf` and `exp`.
    public boolean validAt(Instant time) {
        return (notBefore == null || !time.isBefore(notBefore))
                && (expires == null || time.isBefore(expires));
    }

    /// What the key can be used for. An exchange key stays one, and no other key can become one.
    private List<KeyOperation> supported(KeySpec spec, boolean exportable) {
        if (isExchangeKey()) {
            return operations;
        }
        List<KeyOperation> supported = new ArrayList<>(KeyOperation.supportedBy(spec));
        if (exportable) {
            supported.add(KeyOperation.EXPORT);
        }
        return supported;
    }

    private boolean isExchangeKey() {
        return operations.contains(KeyOperation.IMPORT);
    }

    private void validate(List<KeyOperation> supported) {
        if (notBefore != null && expires != null && !expires.isAfter(notBefore)) {
            throw invalid("Property 'attributes.exp' must be later than 'attributes.nbf'.");
        }
        for (KeyOperation operation : operations) {
            if (!supported.contains(operation)) {
                throw invalid(
                        "Key operation '%s' is not supported for this key type."
                                .formatted(operation.wireName()));
            }
        }
        if (operations.stream().distinct().count() != operations.size()) { // RFC 7517 §4.3
            throw invalid("Property key_ops has a value more than once.");
        }
        if (supported.contains(KeyOperation.IMPORT) && !isExchangeKey()) {
            throw invalid("Key operation 'import' cannot be taken from a key.");
        }
        Tags.OF_KEYS.require(tags);
    }

    private static VaultException invalid(String message) {
        return new VaultException(Problem.BAD_PARAMETER, message);
    }

    private static <T> T orElse(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
