package io.strongroom.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.core.Page;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.key.FoundKey;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.OpenVault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Keys and their versions in PostgreSQL, with a bounded cache of those in use.
///
/// What is cached may be out of date; its guards tell when it matters. That something is not there
/// is never cached: a key that another node has just made is found at once.
public final class PostgresKeyRepository implements KeyRepository {
    private static final int CACHED_REFERENCES = 20_000;

    private static final String FIND =
            """
            SELECT %s, %s
            FROM key k
            LEFT JOIN generation kg ON kg.subject = k.subject AND kg.tenant_id = k.tenant_id
            LEFT JOIN key_version v ON v.tenant_id = k.tenant_id AND v.vault_id = k.vault_id
                AND v.canonical_name = k.canonical_name
                AND v.version = COALESCE(?::uuid, k.current_version)
            LEFT JOIN generation vg ON vg.subject = v.version AND vg.tenant_id = v.tenant_id
            WHERE k.tenant_id = ? AND k.vault_id = ? AND k.canonical_name = ?
            """
                    .formatted(KeyRows.KEY_COLUMNS, KeyRows.VERSION_COLUMNS);

    private static final String LIST =
            """
            SELECT %s, %s
            FROM key k
            LEFT JOIN generation kg ON kg.subject = k.subject AND kg.tenant_id = k.tenant_id
            LEFT JOIN key_version v ON v.tenant_id = k.tenant_id AND v.vault_id = k.vault_id
                AND v.canonical_name = k.canonical_name AND v.version = k.current_version
            LEFT JOIN generation vg ON vg.subject = v.version AND vg.tenant_id = v.tenant_id
            WHERE k.tenant_id = ? AND k.vault_id = ? AND k.canonical_name > ?
            ORDER BY k.canonical_name
            LIMIT ?
            """
                    .formatted(KeyRows.KEY_COLUMNS, KeyRows.VERSION_COLUMNS);

    private static final String VERSIONS =
            """
            SELECT %s
            FROM key_version v
            LEFT JOIN generation vg ON vg.subject = v.version AND vg.tenant_id = v.tenant_id
            WHERE v.tenant_id = ? AND v.vault_id = ? AND v.canonical_name = ?
                AND (v.created, v.ordinal) > (?, ?)
            ORDER BY v.created, v.ordinal
            LIMIT ?
            """
                    .formatted(KeyRows.VERSION_COLUMNS);

    private final TenantSql sql;
    private final KeyRows rows;
    private final Cache<Reference, FoundKey> cache =
            Caffeine.newBuilder().maximumSize(CACHED_REFERENCES).build();

    public PostgresKeyRepository(DataSource pool, Sealer sealer) {
        this.sql = new TenantSql(pool);
        this.rows = new KeyRows(new Seals(sealer));
    }

    private record Reference(VaultId vault, ObjectName name, @Nullable VersionId version) {
        static Reference of(KeyId key, @Nullable VersionId version) {
            return new Reference(key.vault(), key.name(), version);
        }
    }

    /// A version and its place in the order of its key's versions.
    private record Listed(KeyVersion version, VersionPlace place) {}

    @Override
    public Optional<FoundKey> find(OpenVault vault, ObjectReference reference, boolean current) {
        Reference cached = new Reference(vault.vault().id(), reference.name(), reference.version());
        FoundKey hit = current ? null : cache.getIfPresent(cached);
        if (hit != null) {
            return Optional.of(hit);
        }
        Optional<FoundKey> found = load(vault, reference);
        found.ifPresentOrElse(f -> cache.put(cached, f), () -> cache.invalidate(cached));
        return found;
    }

    private Optional<FoundKey> load(OpenVault vault, ObjectReference reference) {
        VaultId id = vault.vault().id();
        VersionId version = reference.version();
        return sql
                .read(
                        id.tenant(),
                        FIND,
                        row -> found(vault, version, row),
                        version == null ? null : version.toString(),
                        id.tenant().value(),
                        id.value(),
                        reference.name().canonical())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// A version that was asked for may be missing, the current one may not.
    private Optional<FoundKey> found(OpenVault vault, @Nullable VersionId version, ResultSet row)
            throws SQLException {
        Key key = rows.key(row);
        if (version != null && row.getString("v_version") == null) {
            return Optional.empty();
        }
        return Optional.of(new FoundKey(key, rows.version(vault, row)));
    }

    @Override
    public Page<KeyVersion> list(OpenVault vault, int limit, @Nullable String after) {
        VaultId id = vault.vault().id();
        String place = Cursor.decode(after, "", text -> new ObjectName(text).canonical());
        List<KeyVersion> found =
                sql.read(
                        id.tenant(),
                        LIST,
                        row -> listed(vault, row),
                        id.tenant().value(),
                        id.value(),
                        place,
                        limit + 1);
        return Cursor.page(found, limit, v -> v, v -> v.key().name().canonical());
    }

    private KeyVersion listed(OpenVault vault, ResultSet row) throws SQLException {
        rows.key(row);
        return rows.version(vault, row);
    }

    @Override
    public Page<KeyVersion> versions(
            OpenVault vault, ObjectName name, int limit, @Nullable String after) {
        VaultId id = vault.vault().id();
        VersionPlace place = Cursor.decode(after, VersionPlace.FIRST, VersionPlace::parse);
        List<Listed> found =
                sql.read(
                        id.tenant(),
                        VERSIONS,
                        row -> new Listed(rows.version(vault, row), VersionPlace.of(row)),
                        id.tenant().value(),
                        id.value(),
                        name.canonical(),
                        Columns.time(place.created()),
                        place.ordinal(),
                        limit + 1);
        return Cursor.page(found, limit, Listed::version, listed -> listed.place().toString());
    }

    @Override
    public Change add(Key key, KeyVersion first) {
        return change(rows.insert(key, first), key.id(), first);
    }

    @Override
    public Change addVersion(Key before, Key after, KeyVersion version) {
        return change(rows.insertVersion(before, after, version), after.id(), version);
    }

    @Override
    public Change replace(KeyVersion before, KeyVersion after) {
        return change(rows.update(before, after), after.key(), after);
    }

    /// The cache forgets what changes. Should a reader bring the old state back before the change
    /// is durable, its guards fail, and the next one looks into the store.
    private Change change(SealedWrite write, KeyId key, KeyVersion version) {
        return transaction -> {
            cache.invalidate(Reference.of(key, null));
            cache.invalidate(Reference.of(key, version.id()));
            return write.apply(transaction);
        };
    }
}
