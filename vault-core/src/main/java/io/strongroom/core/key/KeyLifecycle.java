package io.strongroom.core.key;

import io.strongroom.core.Page;
import io.strongroom.core.Problem;
import io.strongroom.core.Tags;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.AccessControl;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.NewKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.permission.KeyPermission;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes keys and changes their state.
public final class KeyLifecycle {
    private final KeyRepository keys;
    private final KeyFinder finder;
    private final KeyProvider provider;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /// @param ids random identifiers of 128 bits
    public KeyLifecycle(KeyRepository keys, KeyProvider provider, Supplier<UUID> ids, Clock clock) {
        this.keys = keys;
        this.finder = new KeyFinder(keys);
        this.provider = provider;
        this.ids = ids;
        this.clock = clock;
    }

    /// What a new key shall be.
    ///
    /// @param operations null for the defaults of its type
    public record Wish(
            KeySpec spec,
            Protection protection,
            @Nullable List<KeyOperation> operations,
            boolean enabled,
            @Nullable Instant notBefore,
            @Nullable Instant expires,
            Map<String, String> tags) {}

    /// What shall change; null leaves it as it is.
    public record Amendment(
            @Nullable List<KeyOperation> operations,
            @Nullable Boolean enabled,
            @Nullable Instant notBefore,
            @Nullable Instant expires,
            @Nullable Map<String, String> tags) {}

    /// Makes a key inside the HSM: a new one, or a new version of one that is there.
    ///
    /// @throws VaultException for operations that the type does not have, too many tags, an end
    ///   before the start
    public Decided<KeyVersion> create(
            Caller caller, Evidence evidence, OpenVault vault, ObjectName name, Wish wish) {
        KeyFinder.about(evidence, name, null);
        AccessControl.require(caller, vault, KeyPermission.CREATE);
        requireSound(wish);
        Optional<FoundKey> existing = keys.find(vault, new ObjectReference(name, null), true);
        KeyId id =
                existing.map(found -> found.key().id())
                        .orElseGet(() -> new KeyId(vault.vault().id(), name));
        KeyVersion version = generate(vault, id, wish);
        KeyFinder.about(evidence, id.name(), version.id());
        return Decided.after(
                existing.map(found -> added(found, version)).orElseGet(() -> first(id, version)),
                version);
    }

    /// Reads a version.
    public Decided<KeyVersion> get(
            Caller caller, Evidence evidence, OpenVault vault, ObjectReference reference) {
        return Decided.answer(
                finder.require(caller, evidence, vault, reference, KeyPermission.GET).version());
    }

    /// Lists the keys of a vault in name order.
    public Decided<Page<KeyVersion>> list(
            Caller caller, Evidence evidence, OpenVault vault, int limit, @Nullable String after) {
        AccessControl.require(caller, vault, KeyPermission.LIST);
        return Decided.answer(keys.list(vault, limit, after));
    }

    /// Lists the versions of a key.
    public Decided<Page<KeyVersion>> versions(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            ObjectName name,
            int limit,
            @Nullable String after) {
        KeyFinder.about(evidence, name, null);
        AccessControl.require(caller, vault, KeyPermission.LIST);
        return Decided.answer(keys.versions(vault, name, limit, after));
    }

    /// Changes the state of a version.
    ///
    /// @throws VaultException for operations that the type does not have, too many tags, an end
    ///   before the start
    public Decided<KeyVersion> update(
            Caller caller,
            Evidence evidence,
            OpenVault vault,
            ObjectReference reference,
            Amendment amendment) {
        KeyVersion before =
                finder.require(caller, evidence, vault, reference, KeyPermission.UPDATE).version();
        requireSound(amendment.operations(), amendment.tags(), before.spec());
        KeyAttributes old = before.attributes();
        KeyAttributes attributes =
                new KeyAttributes(
                        amendment.enabled() == null ? old.enabled() : amendment.enabled(),
                        amendment.notBefore() == null ? old.notBefore() : amendment.notBefore(),
                        amendment.expires() == null ? old.expires() : amendment.expires(),
                        old.created(),
                        now());
        requireOrdered(attributes.notBefore(), attributes.expires());
        KeyVersion after =
                new KeyVersion(
                        before.wrapped(),
                        before.protection(),
                        attributes,
                        amendment.operations() == null
                                ? before.operations()
                                : amendment.operations(),
                        amendment.tags() == null ? before.tags() : amendment.tags(),
                        before.generation() + 1);
        return Decided.after(keys.replace(before, after), after);
    }

    private KeyVersion generate(OpenVault vault, KeyId id, Wish wish) {
        Instant now = now();
        KeyHeader header =
                new KeyHeader(
                        id,
                        new VersionId(ids.get()),
                        wish.spec(),
                        KeyHeader.purposesOf(wish.spec()),
                        now,
                        provider.rootVersion());
        NewKey made = provider.generate(vault.tenant().key(), header);
        return new KeyVersion(
                new WrappedKey(header, made.blob(), made.publicKey(), vault.tenant().key()),
                wish.protection(),
                new KeyAttributes(wish.enabled(), wish.notBefore(), wish.expires(), now, now),
                wish.operations() == null
                        ? KeyOperation.defaultsFor(wish.spec())
                        : wish.operations(),
                wish.tags(),
                1);
    }

    private Change first(KeyId id, KeyVersion version) {
        return keys.add(new Key(id, ids.get(), version.id(), 1), version);
    }

    private Change added(FoundKey found, KeyVersion version) {
        Key before = found.key();
        return keys.addVersion(
                before,
                new Key(before.id(), before.subject(), version.id(), before.generation() + 1),
                version);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void requireSound(Wish wish) {
        requireSound(wish.operations(), wish.tags(), wish.spec());
        requireOrdered(wish.notBefore(), wish.expires());
    }

    private static void requireOrdered(@Nullable Instant notBefore, @Nullable Instant expires) {
        if (notBefore != null && expires != null && !expires.isAfter(notBefore)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Property 'attributes.exp' must be later than 'attributes.nbf'.");
        }
    }

    private static void requireSound(
            @Nullable List<KeyOperation> operations,
            @Nullable Map<String, String> tags,
            KeySpec spec) {
        if (operations != null) {
            requireSound(operations, spec);
        }
        if (tags != null) {
            Tags.OF_KEYS.require(tags);
        }
    }

    /// None at all is allowed; none twice (RFC 7517 §4.3).
    private static void requireSound(List<KeyOperation> operations, KeySpec spec) {
        List<KeyOperation> possible = KeyOperation.defaultsFor(spec);
        for (KeyOperation operation : operations) {
            if (!possible.contains(operation)) {
                throw new VaultException(
                        Problem.BAD_PARAMETER,
                        "Key operation '"
                                + operation.wireName()
                                + "' is not supported for this key type.");
            }
        }
        if (operations.stream().distinct().count() != operations.size()) {
            throw new VaultException(
                    Problem.BAD_PARAMETER, "Property key_ops has a value more than once.");
        }
    }
}
