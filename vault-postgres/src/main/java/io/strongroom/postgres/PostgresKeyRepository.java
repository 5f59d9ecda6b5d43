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
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.key.FoundKey;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyDocument;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.KeyVersionDocument;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Kind;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.postgres.SealedRows.Opened;
import io.strongroom.postgres.SealedRows.Opening;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keys and their versions in PostgreSQL, with a bounded cache of those in use.
///
/// A cached value may be stale; its guards fail if that matters. A missing key is never cached: a
/// key that another node has just created is found at once.
final class PostgresKeyRepository implements KeyRepository {
    private static final int CACHED_REFERENCES = 20_000;
    private static final Kind<Key> KEYS = new KeyDocument();

    private static final String FIND =
            """
            SELECT %s, %s
            FROM key k
            %s
            LEFT JOIN key_version kv ON kv.tenant_id = k.tenant_id AND kv.vault_id = k.vault_id
                AND kv.canonical_name = k.canonical_name
                AND kv.version = COALESCE(?::uuid, k.current_version)
            %s
            WHERE k.tenant_id = ? AND k.vault_id = ? AND k.canonical_name = ?
            """
                    .formatted(
                            KEY.selected(),
                            KEY_VERSION.selected(),
                            KEY.joined(),
                            KEY_VERSION.joined());

    private static final String LIST =
            """
            SELECT %s, %s
            FROM key k
            %s
            LEFT JOIN key_version kv ON kv.tenant_id = k.tenant_id AND kv.vault_id = k.vault_id
                AND kv.canonical_name = k.canonical_name
                AND kv.version = k.current_version
            %s
            WHERE k.tenant_id = ? AND k.vault_id = ? AND k.canonical_name > ?
            ORDER BY k.canonical_name
            LIMIT ?
            """
                    .formatted(
                            KEY.selected(),
                            KEY_VERSION.selected(),
                            KEY.joined(),
                            KEY_VERSION.joined());

    private static final String VERSIONS =
            """
            SELECT %s, k.subject AS key_subject
            FROM key_version kv
            %s
            LEFT JOIN key k ON k.tenant_id = kv.tenant_id AND k.vault_id = kv.vault_id
                AND k.canonical_name = kv.canonical_name
            WHERE kv.tenant_id = ? AND kv.vault_id = ? AND kv.canonical_name = ?
                AND kv.ordinal > ?
            ORDER BY kv.ordinal
            LIMIT ?
            """
                    .formatted(KEY_VERSION.selected(), KEY_VERSION.joined());

    private static final String WITHOUT_KEY =
            """
            SELECT kv.version
            FROM key_version kv
            LEFT JOIN key k ON k.tenant_id = kv.tenant_id AND k.vault_id = kv.vault_id
                AND k.canonical_name = kv.canonical_name
            WHERE kv.tenant_id = ? AND kv.vault_id = ? AND kv.canonical_name = ?
                AND k.tenant_id IS NULL
            LIMIT 1
            """;

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
    private record Rows(SealedRow<Key> key, SealedRow<KeyVersion> version) {}

    @Override
    public Optional<FoundKey> find(
            OpenVault vault, ObjectName name, @Nullable VersionId version, boolean current) {
        Reference reference = new Reference(vault.vault().id(), name, version);
        FoundKey known = cache.getIfPresent(reference);
        if (known != null && !current) {
            return Optional.of(known);
        }
        Optional<FoundKey> found = load(vault, reference);
        if (known != null) {
            requireNewer(known, found);
        }
        found.ifPresent(f -> cache.put(reference, f));
        return found;
    }

    /// Requires that a read finds nothing older than an earlier one did. The service removes no
    /// keys.
    private static void requireNewer(FoundKey known, Optional<FoundKey> found) {
        FoundKey read = found.orElseThrow(() -> SealedRows.gone(KEYS));
        known.key().guard().requireNotAfter(read.key().guard());
        known.version().guard().requireNotAfter(read.version().guard());
    }

    private Optional<FoundKey> load(OpenVault vault, Reference reference) {
        VaultId id = reference.vault();
        VersionId version = reference.version();
        List<Rows> rows =
                sql.read(
                        id.tenant(),
                        FIND,
                        row -> new Rows(KEY.copy(row), KEY_VERSION.copy(row)),
                        version == null ? null : version.toString(),
                        id.tenant().value(),
                        id.value(),
                        reference.name().canonical());
        if (rows.isEmpty()) {
            requireNoVersions(reference);
            return Optional.empty();
        }
        return found(vault, rows.getFirst(), version != null);
    }

    /// Where there is no key, there are no versions. Both are read in one statement, because
    /// another node may have created the key meanwhile.
    private void requireNoVersions(Reference reference) {
        VaultId id = reference.vault();
        List<Boolean> versions =
                sql.read(
                        id.tenant(),
                        WITHOUT_KEY,
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

    /// A version that a request names may be missing; the current one may not.
    private Optional<FoundKey> found(OpenVault vault, Rows rows, boolean named) {
        Opening opening = sealed.opening();
        Opened<Key> key = opening.add(KEYS, rows.key());
        if (named && rows.version().isMissing()) {
            opening.open();
            key.value();
            return Optional.empty();
        }
        Opened<KeyVersion> version = opening.add(versionsOf(vault), rows.version());
        opening.open();
        return Optional.of(new FoundKey(key.value(), version.value()));
    }

    @Override
    public Page<KeyVersion> list(OpenVault vault, PageRequest page) {
        VaultId id = vault.vault().id();
        String place = Cursor.decode(page.after(), "", text -> new ObjectName(text).canonical());
        List<Rows> rows =
                sql.read(
                        id.tenant(),
                        LIST,
                        row -> new Rows(KEY.copy(row), KEY_VERSION.copy(row)),
                        id.tenant().value(),
                        id.value(),
                        place,
                        page.limit() + 1);
        Opening opening = sealed.opening();
        List<Opened<Key>> keys = rows.stream().map(row -> opening.add(KEYS, row.key())).toList();
        Kind<KeyVersion> kind = versionsOf(vault);
        List<Opened<KeyVersion>> versions =
                rows.stream().map(row -> opening.add(kind, row.version())).toList();
        opening.open();
        keys.forEach(Opened::value);
        return Cursor.page(
                versions.stream().map(Opened::value).toList(),
                page.limit(),
                version -> version,
                version -> version.key().name().canonical());
    }

    @Override
    public Page<KeyVersion> versions(OpenVault vault, ObjectName name, PageRequest page) {
        VaultId id = vault.vault().id();
        long place = Cursor.decode(page.after(), 0L, Long::parseLong);
        List<SealedRow<KeyVersion>> rows =
                sql.read(
                        id.tenant(),
                        VERSIONS,
                        PostgresKeyRepository::versionOfKey,
                        id.tenant().value(),
                        id.value(),
                        name.canonical(),
                        place,
                        page.limit() + 1);
        Opening opening = sealed.opening();
        Kind<KeyVersion> kind = versionsOf(vault);
        List<Opened<KeyVersion>> versions =
                rows.stream().map(row -> opening.add(kind, row)).toList();
        opening.open();
        return Cursor.page(
                versions.stream().map(Opened::value).toList(),
                page.limit(),
                version -> version,
                version -> Long.toString(version.ordinal()));
    }

    private static SealedRow<KeyVersion> versionOfKey(ResultSet row) throws SQLException {
        if (row.getObject("key_subject") == null) {
            throw withoutKey();
        }
        return KEY_VERSION.copy(row);
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
