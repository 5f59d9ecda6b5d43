package io.strongroom.core.key;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.InMemoryTransaction;
import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keys and their versions in memory, always current. Guarded by its store.
public final class InMemoryKeyRepository implements KeyRepository {
    private final InMemoryStore store;
    private final Map<KeyId, Key> keys = new HashMap<>();

    /// In the order they were made.
    private final Map<VersionId, KeyVersion> versions = new LinkedHashMap<>();

    public InMemoryKeyRepository(InMemoryStore store) {
        this.store = store;
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
                        keys.values().stream()
                                .filter(key -> key.id().vault().equals(vault.vault().id()))
                                .sorted(Comparator.comparing(key -> key.id().name().canonical()))
                                .map(key -> current(key))
                                .toList(),
                        request,
                        version -> version.key().name().canonical()));
    }

    @Override
    public Page<KeyVersion> versions(OpenVault vault, ObjectName name, PageRequest request) {
        KeyId id = new KeyId(vault.vault().id(), name);
        return store.read(() ->
                page(
                        versions.values().stream()
                                .filter(version -> version.key().equals(id))
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
    public Change replace(KeyVersion before, KeyVersion after) {
        return transaction -> {
            InMemoryTransaction open = InMemoryTransaction.of(transaction);
            if (!open.advance(before.guard(), after.guard())) {
                return false;
            }
            open.put(versions, after.id(), after);
            return true;
        };
    }

    private boolean add(InMemoryTransaction open, KeyVersion version) {
        if (!open.begin(version.guard())) {
            return false;
        }
        open.put(versions, version.id(), version);
        return true;
    }

    private Optional<KeyVersion> version(Key key, @Nullable VersionId named) {
        VersionId wanted = named == null ? key.current() : named;
        return Optional.ofNullable(versions.get(wanted))
                .filter(version -> version.key().equals(key.id()));
    }

    private KeyVersion current(Key key) {
        return Objects.requireNonNull(versions.get(key.current()));
    }

    private static Page<KeyVersion> page(
            List<KeyVersion> all, PageRequest request, Function<KeyVersion, String> position) {
        String after = request.after();
        int limit = request.limit();
        List<KeyVersion> rest =
                after == null
                        ? all
                        : all.stream()
                                .dropWhile(version -> !position.apply(version).equals(after))
                                .skip(1)
                                .toList();
        return rest.size() <= limit
                ? new Page<>(rest, null)
                : new Page<>(rest.subList(0, limit), position.apply(rest.get(limit - 1)));
    }
}
