package io.strongroom.core.key;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.InMemoryTransaction;
import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Keys and their versions in memory, always current. Guarded by its store.
public final class InMemoryKeyRepository implements KeyRepository {
    private final InMemoryStore store;
    private final Map<KeyId, Key> keys = new HashMap<>();

    /// In the order they were made.
    private final Map<Id, KeyVersion> versions = new LinkedHashMap<>();

    /// Vaults can have copies of one version.
    private record Id(KeyId key, VersionId version) {
        static Id of(KeyVersion version) {
            return new Id(version.key(), version.id());
        }
    }

    public InMemoryKeyRepository(InMemoryStore store) {
        this.store = store;
    }

    @Override
    public Optional<Key> key(OpenVault vault, ObjectName name) {
        KeyId id = new KeyId(vault.vault().id(), name);
        return store.read(() -> Optional.ofNullable(keys.get(id)));
    }

    @Override
    public Optional<FoundKey> find(
            OpenVault vault, ObjectName name, @Nullable VersionId version, boolean current) {
        KeyId id = new KeyId(vault.vault().id(), name);
        return store.read(() ->
                Optional.ofNullable(keys.get(id))
                        .flatMap(key ->
                                version(key, version).map(found -> new FoundKey(key, found))));
    }

    @Override
    public Page<KeyVersion> list(OpenVault vault, PageRequest request) {
        return store.read(() ->
                page(
                        keysOf(vault).filter(Key::isLive).map(this::current).toList(),
                        request,
                        version -> version.key().name().canonical()));
    }

    @Override
    public Page<FoundKey> listDeleted(OpenVault vault, PageRequest request) {
        return store.read(() ->
                page(
                        keysOf(vault)
                                .filter(key -> key.presence() instanceof Presence.Deleted)
                                .map(key -> new FoundKey(key, current(key)))
                                .toList(),
                        request,
                        found -> found.key().id().name().canonical()));
    }

    @Override
    public List<KeyId> due(Instant now, int limit) {
        return store.read(() ->
                keys.values().stream()
                        .filter(key -> due(key) <= now.getEpochSecond())
                        .sorted(Comparator.comparingLong(InMemoryKeyRepository::due))
                        .map(Key::id)
                        .limit(limit)
                        .toList());
    }

    @Override
    public List<KeyId> dueInLifetime(Instant now, int skipped, int limit) {
        return store.read(() ->
                keys.values().stream()
                        .filter(Key::isLive)
                        .filter(key -> key.lifetime().due() != null)
                        .filter(key -> !lifetimeDue(key).isAfter(now))
                        .sorted(Comparator.comparing(InMemoryKeyRepository::lifetimeDue))
                        .map(Key::id)
                        .skip(skipped)
                        .limit(limit)
                        .toList());
    }

    private static Instant lifetimeDue(Key key) {
        return Objects.requireNonNull(key.lifetime().due());
    }

    private static long due(Key key) {
        return key.presence() instanceof Presence.Deleted deleted
                ? deleted.purge().getEpochSecond()
                : Long.MAX_VALUE;
    }

    private Stream<Key> keysOf(OpenVault vault) {
        return keys.values().stream()
                .filter(key -> key.id().vault().equals(vault.vault().id()))
                .sorted(Comparator.comparing(key -> key.id().name().canonical()));
    }

    @Override
    public Page<KeyVersion> versions(OpenVault vault, ObjectName name, PageRequest request) {
        KeyId id = new KeyId(vault.vault().id(), name);
        return store.read(() ->
                page(
                        versions.values().stream()
                                .filter(version -> version.key().equals(id))
                                .filter(_ -> isLive(id))
                                .toList(),
                        request,
                        version -> version.id().toString()));
    }

    @Override
    public Change add(Key key, KeyVersion first) {
        return transaction -> {
            InMemoryTransaction open = InMemoryTransaction.of(transaction);
            if (keys.containsKey(key.id()) || !open.begin(key.guard())) {
                return false;
            }
            open.put(keys, key.id(), key);
            return add(open, first);
        };
    }

    @Override
    public Change addVersion(Key before, Key after, KeyVersion version) {
        return transaction -> {
            InMemoryTransaction open = InMemoryTransaction.of(transaction);
            if (!open.advance(before.guard(), after.guard())) {
                return false;
            }
            open.put(keys, after.id(), after);
            return add(open, version);
        };
    }

    @Override
    public Change restore(@Nullable Key purged, Key key, List<KeyVersion> added) {
        return transaction -> {
            InMemoryTransaction open = InMemoryTransaction.of(transaction);
            boolean free =
                    purged == null
                            ? !keys.containsKey(key.id()) && open.begin(key.guard())
                            : open.advance(purged.guard(), key.guard());
            if (!free) {
                return false;
            }
            open.put(keys, key.id(), key);
            return added.stream().allMatch(version -> add(open, version));
        };
    }

    @Override
    public Change replace(Key before, Key after) {
        return transaction -> {
            InMemoryTransaction open = InMemoryTransaction.of(transaction);
            if (!open.advance(before.guard(), after.guard())) {
                return false;
            }
            open.put(keys, after.id(), after);
            return true;
        };
    }

    @Override
    public Change purge(Key before, Key after) {
        return replace(before, after)
                .and(transaction -> {
                    InMemoryTransaction open = InMemoryTransaction.of(transaction);
                    List<KeyVersion> gone =
                            versions.values().stream()
                                    .filter(version -> version.key().equals(before.id()))
                                    .toList();
                    for (KeyVersion version : gone) {
                        open.advance(version.guard(), version.with(version.attributes()).guard());
                        open.remove(versions, Id.of(version));
                    }
                    return true;
                });
    }

    @Override
    public Change replace(KeyVersion before, KeyVersion after) {
        return transaction -> {
            InMemoryTransaction open = InMemoryTransaction.of(transaction);
            if (!open.advance(before.guard(), after.guard())) {
                return false;
            }
            open.put(versions, Id.of(after), after);
            return true;
        };
    }

    private boolean add(InMemoryTransaction open, KeyVersion version) {
        if (!open.begin(version.guard())) {
            return false;
        }
        open.put(versions, Id.of(version), version);
        return true;
    }

    private Optional<KeyVersion> version(Key key, @Nullable VersionId named) {
        VersionId wanted = named == null ? key.current() : named;
        return Optional.ofNullable(versions.get(new Id(key.id(), wanted)));
    }

    private boolean isLive(KeyId id) {
        Key key = keys.get(id);
        return key != null && key.isLive();
    }

    private KeyVersion current(Key key) {
        return Objects.requireNonNull(versions.get(new Id(key.id(), key.current())));
    }

    private static <T> Page<T> page(
            List<T> all, PageRequest request, Function<T, String> position) {
        String after = request.after();
        int limit = request.limit();
        List<T> rest =
                after == null
                        ? all
                        : all.stream()
                                .dropWhile(item -> !position.apply(item).equals(after))
                                .skip(1)
                                .toList();
        return rest.size() <= limit
                ? new Page<>(rest, null)
                : new Page<>(rest.subList(0, limit), position.apply(rest.get(limit - 1)));
    }
}
