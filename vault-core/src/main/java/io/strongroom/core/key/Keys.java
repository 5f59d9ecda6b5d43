package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaker;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.TransferredKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.crypto.software.ImportedKeyCheck;
import io.strongroom.core.event.EventType;
import io.strongroom.core.event.KeyEvent;
import io.strongroom.core.event.KeyEvents;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.rotation.Lifetime;
import io.strongroom.core.rotation.RotationPolicy;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Creates, imports and changes keys: the rules and the rows, without the check of the caller's
/// rights. Other use cases that create a key, such as a certificate or a rotation, call it too.
public final class Keys {
    private final KeyRepository repository;
    private final KeyEvents events;
    private final KeyMaker maker;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /// @param ids random identifiers of 128 bits
    public Keys(
            KeyRepository repository,
            KeyEvents events,
            KeyMaker maker,
            Supplier<UUID> ids,
            Clock clock) {
        this.repository = repository;
        this.events = events;
        this.maker = maker;
        this.ids = ids;
        this.clock = clock;
    }

    /// Makes a key inside the HSM: a new one, or a new version of an existing one.
    ///
    /// @throws VaultException `BAD_PARAMETER` for attributes that the key cannot have;
    ///   `OBJECT_DELETED` while a deleted key has the name
    public Decided.Answer<KeyVersion> create(
            OpenVault vault, ObjectName name, NewKeyRequest request) {
        if (request.isExchangeKey()) {
            ExchangeKeys.requirePossible(request, maker);
        }
        return added(vault, name, request, purposes(request), maker::generate);
    }

    /// Brings a key of a caller into the HSM: a new one, or a new version of an existing one.
    ///
    /// @throws io.strongroom.core.VaultException `BAD_PARAMETER` for a key that is malformed or
    ///   contradicts itself, and as [#create]
    public Decided.Answer<KeyVersion> importKey(
            OpenVault vault, ObjectName name, ImportKeyRequest request) {
        ImportedKeyCheck.require(request.key(), () -> ids.get().getLeastSignificantBits());
        KeySpec spec = request.key().spec();
        return added(
                vault,
                name,
                new NewKeyRequest(spec, request.protection(), request.attributes()),
                purposes(request.attributes(), request.protection(), spec),
                (tenantKey, header) -> maker.importKey(tenantKey, header, request.key()));
    }

    /// Brings a key of a caller into the HSM that only the HSM can unwrap: a new one, or a new
    /// version of an existing one.
    ///
    /// @param exchangeKey the version that unwraps it
    /// @throws VaultException those of [KeyVersion#requireUsable] about the exchange key;
    ///   `BAD_PARAMETER` for a key that does not unwrap, is malformed or contradicts itself, and as
    ///   [#create]
    public Decided.Answer<KeyVersion> importTransferred(
            OpenVault vault, ObjectName name, TransferKeyRequest request, KeyVersion exchangeKey) {
        Instant now = now();
        exchangeKey.requireUsable(KeyOperation.IMPORT, now);
        request.attributes().release().requireNone();
        ExchangeKeys.requireSupported(maker);
        TransferredKey key =
                new TransferredKey(exchangeKey.wrapped(), request.family(), request.blob());
        if (!key.hasPossibleLength()) {
            throw ExchangeKeys.invalid("The ciphertext of the transfer blob has a wrong length.");
        }
        Optional<Key> existing = existing(vault, name);
        KeyId id = id(vault, name, existing);
        WrappedKey wrapped =
                maker.importTransferred(
                        vault.tenant().key(maker.pool()),
                        key,
                        spec -> header(id, spec, KeyHeader.purposesOf(spec), now));
        ImportedKeyCheck.requirePublic(wrapped.material());
        KeySpec spec = wrapped.header().spec();
        KeyAttributes attributes =
                KeyAttributes.defaults(spec, now).changedBy(request.attributes(), spec, now);
        return added(vault, existing, wrapped, Protection.HSM, attributes);
    }

    private interface Making {
        KeyMaterial of(TenantKey tenantKey, KeyHeader header);
    }

    private Decided.Answer<KeyVersion> added(
            OpenVault vault,
            ObjectName name,
            NewKeyRequest request,
            Set<KeyPurpose> purposes,
            Making making) {
        Instant now = now();
        boolean exportable = purposes.contains(KeyPurpose.RELEASE);
        KeyAttributes attributes =
                defaults(request.spec(), purposes, now)
                        .changedBy(request.attributes(), request.spec(), exportable, now);
        Optional<Key> existing = existing(vault, name);
        KeyHeader header = header(id(vault, name, existing), request.spec(), purposes, now);
        return added(
                vault, existing, made(vault, header, making), request.protection(), attributes);
    }

    private static KeyAttributes defaults(KeySpec spec, Set<KeyPurpose> purposes, Instant now) {
        return purposes.equals(KeyHeader.EXCHANGE)
                ? KeyAttributes.ofExchangeKey(now)
                : KeyAttributes.defaults(spec, now);
    }

    private static Set<KeyPurpose> purposes(NewKeyRequest request) {
        if (request.isExchangeKey()) {
            request.attributes().release().requireNone();
            return KeyHeader.EXCHANGE;
        }
        return purposes(request.attributes(), request.protection(), request.spec());
    }

    private static Set<KeyPurpose> purposes(
            KeyAttributes.Changes attributes, Protection protection, KeySpec spec) {
        return attributes.release().ofNew(protection)
                ? KeyHeader.purposesOfExportable(spec)
                : KeyHeader.purposesOf(spec);
    }

    private Optional<Key> existing(OpenVault vault, ObjectName name) {
        Optional<Key> existing = repository.key(vault, name);
        existing.ifPresent(Keys::requireNotDeleted);
        return existing;
    }

    private static KeyId id(OpenVault vault, ObjectName name, Optional<Key> existing) {
        return existing.filter(Key::isLive)
                .map(Key::id)
                .orElseGet(() -> new KeyId(vault.vault().id(), name));
    }

    private Decided.Answer<KeyVersion> added(
            OpenVault vault,
            Optional<Key> existing,
            WrappedKey wrapped,
            Protection protection,
            KeyAttributes attributes) {
        return existing.map(key -> added(vault, key, wrapped, protection, attributes))
                .orElseGet(() -> first(vault, wrapped, protection, attributes));
    }

    /// Makes a new version of a live key inside the HSM: of the current one's type, for the same
    /// use, with the life that the rotation policy gives it. A key that was imported gets a version
    /// that the HSM made.
    ///
    /// @throws VaultException `KEY_DISABLED` if the current version is disabled
    Decided.Answer<KeyVersion> rotate(OpenVault vault, FoundKey found) {
        KeyVersion current = found.version();
        if (!current.attributes().enabled()) {
            throw new VaultException(
                    Problem.KEY_DISABLED, "Operation rotate is not allowed on a disabled key.");
        }
        Instant now = now();
        RotationPolicy policy = found.key().lifetime().policy();
        KeyAttributes attributes =
                current.attributes().rotated(policy == null ? null : policy.expires(now), now);
        KeyHeader header =
                header(current.key(), current.spec(), current.wrapped().header().purposes(), now);
        WrappedKey wrapped = made(vault, header, maker::generate);
        return added(vault, found.key(), wrapped, current.protection(), attributes);
    }

    /// Sets the rotation policy of a live key.
    ///
    /// @throws VaultException `BAD_PARAMETER` for a policy that contradicts itself
    Decided.Answer<RotationPolicy> setPolicy(FoundKey found, RotationPolicy.Changes changes) {
        Key before = found.key();
        Lifetime lifetime = before.lifetime();
        RotationPolicy policy = RotationPolicy.set(lifetime.policy(), changes, now());
        Key after = before.with(lifetime.with(policy, found.version().lifetime()));
        return Decided.changing(repository.replace(before, after), policy);
    }

    /// Tells of the current version that its end is near, or has come.
    ///
    /// @param act what is done with that
    Decided.Answer<KeyVersion> tell(
            Lifetime.Act act, EventType type, OpenVault vault, FoundKey found) {
        KeyVersion version = found.version();
        Key before = found.key();
        Key after = before.with(before.lifetime().after(act, version.lifetime()));
        Change told = repository.replace(before, after).and(event(type, vault, version));
        return Decided.changing(told, version);
    }

    private Change event(EventType type, OpenVault vault, KeyVersion version) {
        KeyAttributes attributes = version.attributes();
        return events.add(
                KeyEvent.of(
                        type,
                        vault,
                        version.key(),
                        version.id(),
                        attributes.notBefore(),
                        attributes.expires(),
                        clock.instant()));
    }

    /// Deletes a live key with all of its versions; it can be recovered until it is purged.
    Decided.Answer<FoundKey> delete(OpenVault vault, FoundKey found) {
        Duration retention = Duration.ofDays(vault.vault().settings().softDeleteRetentionDays());
        return changing(found, Presence.Deleted.since(now(), retention));
    }

    /// Makes a deleted key live again, as it was.
    Decided.Answer<FoundKey> recover(FoundKey found) {
        return changing(found, new Presence.Live());
    }

    private Decided.Answer<FoundKey> changing(FoundKey found, Presence presence) {
        Key after = found.key().with(presence);
        return Decided.changing(
                repository.replace(found.key(), after), new FoundKey(after, found.version()));
    }

    /// Destroys a deleted key with all of its versions. What is left of it is its name, which is
    /// free, and its generation.
    Decided.Answer<Key> purge(Key before) {
        Key after = before.with(new Presence.Purged());
        return Decided.changing(repository.purge(before, after), after);
    }

    /// Changes the attributes of a version.
    ///
    /// @throws VaultException as [#create]
    public Decided.Answer<KeyVersion> update(FoundKey found, KeyAttributes.Changes changes) {
        KeyVersion before = found.version();
        changes.release().requireUnchanged(before.exportable());
        KeyVersion after =
                before.with(
                        before.attributes()
                                .changedBy(changes, before.spec(), before.exportable(), now()));
        Change change = repository.replace(before, after);
        return Decided.changing(
                rescheduled(found.key(), after)
                        .map(key -> change.and(repository.replace(found.key(), key)))
                        .orElse(change),
                after);
    }

    /// The key, if a change to this version moves what the service does with it by itself.
    private static Optional<Key> rescheduled(Key key, KeyVersion changed) {
        Lifetime lifetime = key.lifetime().scheduled(changed.lifetime());
        return key.current().equals(changed.id()) && !lifetime.equals(key.lifetime())
                ? Optional.of(key.with(lifetime))
                : Optional.empty();
    }

    private WrappedKey made(OpenVault vault, KeyHeader header, Making making) {
        TenantKey tenantKey = vault.tenant().key(maker.pool());
        return new WrappedKey(header, making.of(tenantKey, header), tenantKey);
    }

    private KeyHeader header(KeyId id, KeySpec spec, Set<KeyPurpose> purposes, Instant now) {
        return new KeyHeader(
                id,
                new VersionId(ids.get()),
                spec,
                purposes,
                now,
                maker.pool(),
                maker.rootVersion());
    }

    private Decided.Answer<KeyVersion> first(
            OpenVault vault, WrappedKey wrapped, Protection protection, KeyAttributes attributes) {
        KeyVersion version = new KeyVersion(wrapped, protection, attributes, 1, 1);
        Key key = Key.of(ids.get(), version);
        Change made = repository.add(key, version);
        return Decided.changing(
                made.and(event(EventType.KEY_NEW_VERSION_CREATED, vault, version)), version);
    }

    private Decided.Answer<KeyVersion> added(
            OpenVault vault,
            Key before,
            WrappedKey wrapped,
            Protection protection,
            KeyAttributes attributes) {
        KeyVersion version =
                new KeyVersion(wrapped, protection, attributes, before.generation() + 1, 1);
        Key after = before.isLive() ? before.with(version) : before.reborn(version);
        Change made = repository.addVersion(before, after, version);
        return Decided.changing(
                made.and(event(EventType.KEY_NEW_VERSION_CREATED, vault, version)), version);
    }

    static void requireNotDeleted(Key key) {
        if (key.presence() instanceof Presence.Deleted) {
            throw new VaultException(
                    Problem.OBJECT_DELETED,
                    "Key %s is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the key can only be recovered or purged."
                            .formatted(key.id().name()));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
