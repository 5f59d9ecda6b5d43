package io.strongroom.postgres;

import static io.strongroom.postgres.Tables.KEY;
import static io.strongroom.postgres.Tables.KEY_VERSION;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.key.FoundKey;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyDocument;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.KeyVersionDocument;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Kind;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.postgres.SealedRows.Opened;
import io.strongroom.postgres.SealedRows.Opening;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Keys and their versions in PostgreSQL, with a bounded cache of those in use.
///
/// A cached value may be stale; its guards fail if that matters. A missing key is never cached: a
/// key that another node has just created is found at once.
final class PostgresKeyRepository implements KeyRepository {
    private static final int CACHED_REFERENCES = 20_000;
    private static final Kind<Key> KEYS = new KeyDocument();

    private final TenantSql sql;
    private final SealedRows sealed;
    private final Cache<Reference, FoundKey> cache =
            Caffeine.newBuilder().maximumSize(CACHED_REFERENCES).build();

    PostgresKeyRepository(Connections connections, Sealer sealer) {
        this.sql = new TenantSql(connections);
        this.sealed = new SealedRows(sealer);
    }

    private record Reference(VaultId vault, ObjectName name, @Nullable VersionId version) {
        static Reference of(KeyId key, @Nullable VersionId version) {
            return new Reference(key.vault(), key.name(), version);
        }
    }

    /// A key and one of its versions as rows.
    private record Rows(SealedRow<Key> key, SealedRow<KeyVersion> version) {
        static Rows copy(ResultSet row) throws SQLException {
            return new Rows(KEY.copy(row), KEY_VERSION.copy(row));
        }
    }

    /// A key, and the version that was asked for if the key has it.
    private record Stored(Key key, @Nullable KeyVersion version) {
        Optional<FoundKey> found() {
            return Optional.ofNullable(version).map(known -> new FoundKey(key, known));
        }
    }

    @Override
    public Optional<Key> key(OpenVault vault, ObjectName name) {
        VaultId id = vault.vault().id();
        Reference reference = new Reference(id, name, null);
        FoundKey known = cache.getIfPresent(reference);
        Optional<Key> read =
                sql
                        .read(
                                id.tenant(),
                                KeyQueries.FIND_KEY,
                                KEY::copy,
                                id.tenant().value(),
                                id.value(),
                                name.canonical())
                        .stream()
                        .findFirst()
                        .map(this::opened);
        if (known != null) {
            Key newer = read.orElseThrow(() -> SealedRows.gone(KEYS));
            known.key().guard().requireNotAfter(newer.guard());
        }
        if (read.isEmpty()) {
            requireNoVersions(reference);
        }
        return read;
    }

    private Key opened(SealedRow<Key> row) {
        Opening opening = sealed.opening();
        Opened<Key> key = opening.add(KEYS, row);
        opening.open();
        return key.value();
    }

    @Override
    public Optional<FoundKey> find(
            OpenVault vault, ObjectName name, @Nullable VersionId version, boolean current) {
        Reference reference = new Reference(vault.vault().id(), name, version);
        FoundKey known = cache.getIfPresent(reference);
        if (known != null && !current) {
            return Optional.of(known);
        }
        Optional<Stored> stored = load(vault, reference);
        if (known != null) {
            requireNewer(known, stored);
        }
        Optional<FoundKey> found = stored.flatMap(Stored::found);
        found.ifPresentOrElse(f -> cache.put(reference, f), () -> cache.invalidate(reference));
        return found;
    }

    /// Requires that a read finds nothing older than an earlier one did. The service removes no
    /// keys; a purge removes their versions.
    private void requireNewer(FoundKey known, Optional<Stored> stored) {
        Stored read = stored.orElseThrow(() -> SealedRows.gone(KEYS));
        known.key().guard().requireNotAfter(read.key().guard());
        if (read.version() == null) {
            requirePurged(known.version());
        } else {
            known.version().guard().requireNotAfter(read.version().guard());
        }
    }

    /// The generation of a purged version has gone on without it.
    private void requirePurged(KeyVersion known) {
        TenantId tenant = known.key().vault().tenant();
        List<Boolean> purged =
                sql.read(
                        tenant,
                        KeyQueries.WENT_ON,
                        _ -> true,
                        tenant.value(),
                        known.guard().subject(),
                        known.generation());
        if (purged.isEmpty()) {
            throw SealedRows.gone(KeyVersionDocument.of(known));
        }
    }

    private Optional<Stored> load(OpenVault vault, Reference reference) {
        VaultId id = reference.vault();
        VersionId version = reference.version();
        List<Rows> rows =
                sql.read(
                        id.tenant(),
                        KeyQueries.FIND,
                        Rows::copy,
                        version == null ? null : version.toString(),
                        id.tenant().value(),
                        id.value(),
                        reference.name().canonical());
        if (rows.isEmpty()) {
            requireNoVersions(reference);
            return Optional.empty();
        }
        return Optional.of(stored(vault, rows.getFirst(), version != null));
    }

    /// Where there is no key, there are no versions. Both are read in one statement, because
    /// another node may have created the key meanwhile.
    private void requireNoVersions(Reference reference) {
        VaultId id = reference.vault();
        List<Boolean> versions =
                sql.read(
                        id.tenant(),
                        KeyQueries.WITHOUT_KEY,
                        _ -> true,
                        id.tenant().value(),
                        id.value(),
                        reference.name().canonical());
        if (!versions.isEmpty()) {
            throw withoutKey();
        }
    }

    private static VaultException.Integrity withoutKey() {
        return new VaultException.Integrity("stored key versions have no key");
    }

    /// A version that a request names may be missing; the current one may not, unless the key is
    /// purged.
    private Stored stored(OpenVault vault, Rows rows, boolean named) {
        Kind<KeyVersion> kind = versionsOf(vault);
        Opening opening = sealed.opening();
        Opened<Key> key = opening.add(KEYS, rows.key());
        Opened<KeyVersion> version =
                rows.version().isMissing() ? null : opening.add(kind, rows.version());
        opening.open();
        Key owner = key.value();
        boolean purged = owner.presence() instanceof Presence.Purged;
        if (version == null) {
            if (!named && !purged) {
                throw SealedRows.gone(kind);
            }
            return new Stored(owner, null);
        }
        if (purged) {
            throw withoutKey();
        }
        return new Stored(owner, version.value());
    }

    @Override
    public Page<KeyVersion> list(OpenVault vault, PageRequest page) {
        Page<FoundKey> keys = inNameOrder(KeyQueries.LIST, vault, page);
        return new Page<>(keys.items().stream().map(FoundKey::version).toList(), keys.next());
    }

    @Override
    public Page<FoundKey> listDeleted(OpenVault vault, PageRequest page) {
        return inNameOrder(KeyQueries.LIST_DELETED, vault, page);
    }

    private Page<FoundKey> inNameOrder(String query, OpenVault vault, PageRequest page) {
        VaultId id = vault.vault().id();
        String place = Cursor.decode(page.after(), "", text -> new ObjectName(text).canonical());
        List<Rows> rows =
                sql.read(
                        id.tenant(),
                        query,
                        Rows::copy,
                        id.tenant().value(),
                        id.value(),
                        place,
                        page.limit() + 1);
        Opening opening = sealed.opening();
        List<Opened<Key>> keys = rows.stream().map(row -> opening.add(KEYS, row.key())).toList();
        List<Opened<KeyVersion>> versions = versions(vault, rows, opening);
        opening.open();
        return Cursor.page(
                IntStream.range(0, rows.size())
                        .mapToObj(i -> new FoundKey(keys.get(i).value(), versions.get(i).value()))
                        .toList(),
                page.limit(),
                found -> found,
                found -> found.key().id().name().canonical());
    }

    @Override
    public Page<KeyVersion> versions(OpenVault vault, ObjectName name, PageRequest page) {
        VaultId id = vault.vault().id();
        long place = Cursor.decode(page.after(), 0L, Long::parseLong);
        List<Rows> rows =
                sql.read(
                        id.tenant(),
                        KeyQueries.VERSIONS,
                        Rows::copy,
                        id.tenant().value(),
                        id.value(),
                        name.canonical(),
                        place,
                        page.limit() + 1);
        if (rows.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        if (rows.getFirst().key().isMissing()) {
            throw withoutKey();
        }
        Opening opening = sealed.opening();
        Opened<Key> key = opening.add(KEYS, rows.getFirst().key());
        List<Opened<KeyVersion>> versions = versions(vault, rows, opening);
        opening.open();
        return Cursor.page(
                key.value().isLive() ? versions.stream().map(Opened::value).toList() : List.of(),
                page.limit(),
                version -> version,
                version -> Long.toString(version.ordinal()));
    }

    private static List<Opened<KeyVersion>> versions(
            OpenVault vault, List<Rows> rows, Opening opening) {
        Kind<KeyVersion> kind = versionsOf(vault);
        return rows.stream().map(row -> opening.add(kind, row.version())).toList();
    }

    @Override
    public List<KeyId> due(Instant now, int limit) {
        String seconds = Long.toString(now.getEpochSecond());
        return sql.readAs(
                KeyQueries.TO_FIND_DUE,
                KeyQueries.DUE,
                PostgresKeyRepository::dueKey,
                TenantId.NONE.toString(),
                seconds,
                now.getEpochSecond(),
                limit);
    }

    @Override
    public List<KeyId> dueInLifetime(Instant now, int skipped, int limit) {
        return sql.readAs(
                KeyQueries.TO_FIND_DUE_IN_LIFETIME,
                KeyQueries.DUE_IN_LIFETIME,
                PostgresKeyRepository::dueKey,
                TenantId.NONE.toString(),
                Long.toString(now.getEpochSecond()),
                now.getEpochSecond(),
                limit,
                skipped);
    }

    private static KeyId dueKey(ResultSet row) throws SQLException {
        TenantId tenant = new TenantId(row.getObject("tenant_id", UUID.class));
        return new KeyId(
                new VaultId(tenant, row.getObject("vault_id", UUID.class)),
                new ObjectName(row.getString("canonical_name")));
    }

    @Override
    public Change add(Key key, KeyVersion first) {
        SealedWrite write =
                sealed.write()
                        .insert(KEY, KEYS, key)
                        .insert(KEY_VERSION, KeyVersionDocument.of(first), first)
                        .sealed();
        return change(write, key.id(), first);
    }

    @Override
    public Change addVersion(Key before, Key after, KeyVersion version) {
        SealedWrite write =
                sealed.write()
                        .replace(KEY, KEYS, before, after)
                        .insert(KEY_VERSION, KeyVersionDocument.of(version), version)
                        .sealed();
        return change(write, after.id(), version);
    }

    @Override
    public Change restore(@Nullable Key purged, Key key, List<KeyVersion> versions) {
        SealedWrite.Draft draft =
                purged == null
                        ? sealed.write().insert(KEY, KEYS, key)
                        : sealed.write().replace(KEY, KEYS, purged, key);
        for (KeyVersion version : versions) {
            draft.insert(KEY_VERSION, KeyVersionDocument.of(version), version);
        }
        SealedWrite write = draft.sealed();
        return transaction -> {
            cache.invalidate(Reference.of(key.id(), null));
            versions.forEach(version -> cache.invalidate(Reference.of(key.id(), version.id())));
            return write.apply(transaction);
        };
    }

    @Override
    public Change replace(Key before, Key after) {
        SealedWrite write = sealed.write().replace(KEY, KEYS, before, after).sealed();
        return transaction -> {
            cache.invalidate(Reference.of(after.id(), null));
            return write.apply(transaction);
        };
    }

    @Override
    public Change purge(Key before, Key after) {
        return replace(before, after).and(sealed.purge(after.id()));
    }

    @Override
    public Change replace(KeyVersion before, KeyVersion after) {
        SealedWrite write =
                sealed.write()
                        .replace(KEY_VERSION, KeyVersionDocument.of(after), before, after)
                        .sealed();
        return change(write, after.key(), after);
    }

    private static Kind<KeyVersion> versionsOf(OpenVault vault) {
        return new KeyVersionDocument(vault.tenant());
    }

    /// A change evicts the cached value. If a reader caches the old state again before the change
    /// is durable, its guards fail, and the next read queries the store.
    private Change change(SealedWrite write, KeyId key, KeyVersion version) {
        return transaction -> {
            cache.invalidate(Reference.of(key, null));
            cache.invalidate(Reference.of(key, version.id()));
            return write.apply(transaction);
        };
    }
}
