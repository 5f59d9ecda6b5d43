package io.strongroom.postgres;

import static io.strongroom.postgres.Columns.bytes;
import static io.strongroom.postgres.Columns.id;
import static io.strongroom.postgres.Columns.json;
import static io.strongroom.postgres.Columns.map;
import static io.strongroom.postgres.Columns.text;
import static io.strongroom.postgres.Columns.texts;
import static io.strongroom.postgres.Columns.time;
import static io.strongroom.postgres.Columns.timeOrNull;

import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.KeyOperation;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.Protection;
import io.strongroom.core.vault.OpenVault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keys and their versions as rows.
final class KeyRows {
    /// The columns of key `k` and its current generation `kg`.
    static final String KEY_COLUMNS =
            """
            k.tenant_id AS k_tenant_id, k.vault_id AS k_vault_id,
            k.canonical_name AS k_canonical_name, k.name AS k_name, k.subject AS k_subject,
            k.current_version AS k_current_version, k.generation AS k_generation,
            k.seal AS k_seal, kg.generation AS k_current
            """;

    /// The columns of key version `v` and its current generation `vg`.
    static final String VERSION_COLUMNS =
            """
            v.tenant_id AS v_tenant_id, v.vault_id AS v_vault_id,
            v.canonical_name AS v_canonical_name, v.version AS v_version, v.ordinal AS v_ordinal,
            v.name AS v_name, v.spec AS v_spec, v.protection AS v_protection,
            v.purposes AS v_purposes, v.public_key AS v_public_key, v.blob AS v_blob,
            v.root_version AS v_root_version, v.operations AS v_operations, v.tags AS v_tags,
            v.enabled AS v_enabled, v.not_before AS v_not_before, v.expires AS v_expires,
            v.created AS v_created, v.updated AS v_updated, v.generation AS v_generation,
            v.seal AS v_seal, vg.generation AS v_current
            """;

    private static final Seals.Kind<Key> KEY =
            new Seals.Kind<>("key", "k_", Key::canonical, Key::guard);
    private static final Seals.Kind<KeyVersion> VERSION =
            new Seals.Kind<>("key version", "v_", KeyVersion::canonical, KeyVersion::guard);

    private static final String INSERT_KEY =
            """
            INSERT INTO key (tenant_id, vault_id, canonical_name, name, subject, current_version,
                generation, seal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING;
            INSERT INTO generation (subject, tenant_id, generation) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING;
            """;

    private static final String UPDATE_KEY =
            """
            UPDATE generation SET generation = ?
            WHERE subject = ? AND tenant_id = ? AND generation = ?;
            UPDATE key SET current_version = ?, generation = ?, seal = ?
            WHERE tenant_id = ? AND vault_id = ? AND canonical_name = ? AND subject = ?
                AND generation = ?;
            """;

    private static final String INSERT_VERSION =
            """
            INSERT INTO generation (subject, tenant_id, generation) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING;
            INSERT INTO key_version (tenant_id, vault_id, canonical_name, version, ordinal, name,
                spec, protection, purposes, public_key, blob, root_version, created,
                operations, tags, enabled, not_before, expires, updated, generation, seal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?::json, ?::json, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    /// What a version is bound to when it is made never changes.
    private static final String UPDATE_VERSION =
            """
            UPDATE generation SET generation = ?
            WHERE subject = ? AND tenant_id = ? AND generation = ?;
            UPDATE key_version SET operations = ?::json, tags = ?::json, enabled = ?,
                not_before = ?, expires = ?, updated = ?, generation = ?, seal = ?
            WHERE tenant_id = ? AND vault_id = ? AND canonical_name = ? AND version = ?
                AND generation = ?
            """;

    private final Seals seals;

    KeyRows(Seals seals) {
        this.seals = seals;
    }

    Key key(ResultSet row) throws SQLException {
        return seals.require(
                KEY,
                row,
                r ->
                        new Key(
                                keyId(r, "k_"),
                                id(r, "k_subject"),
                                new VersionId(id(r, "k_current_version")),
                                r.getLong("k_generation")));
    }

    KeyVersion version(OpenVault vault, ResultSet row) throws SQLException {
        return seals.require(VERSION, row, r -> read(vault, r));
    }

    private static KeyVersion read(OpenVault vault, ResultSet row) throws SQLException {
        KeySpec spec = PublicKeyColumn.decode(text(row, "v_spec"));
        KeyHeader header =
                new KeyHeader(
                        keyId(row, "v_"),
                        new VersionId(id(row, "v_version")),
                        spec,
                        purposes(row),
                        time(row, "v_created"),
                        row.getInt("v_root_version"));
        return new KeyVersion(
                new WrappedKey(
                        header,
                        bytes(row, "v_blob"),
                        PublicKeyColumn.decode(spec, bytes(row, "v_public_key")),
                        vault.tenant().key()),
                Protection.valueOf(text(row, "v_protection")),
                new KeyAttributes(
                        row.getBoolean("v_enabled"),
                        timeOrNull(row, "v_not_before"),
                        timeOrNull(row, "v_expires"),
                        header.created(),
                        time(row, "v_updated")),
                texts(row, "v_operations").stream()
                        .map(name -> KeyOperation.named(name).orElseThrow())
                        .toList(),
                map(row, "v_tags"),
                row.getLong("v_generation"));
    }

    private static KeyId keyId(ResultSet row, String prefix) throws SQLException {
        ObjectName name = new ObjectName(text(row, prefix + "name"));
        if (!name.canonical().equals(text(row, prefix + "canonical_name"))) {
            throw new IllegalArgumentException("name and canonical name differ");
        }
        TenantId tenant = new TenantId(id(row, prefix + "tenant_id"));
        return new KeyId(new VaultId(tenant, id(row, prefix + "vault_id")), name);
    }

    private static Set<KeyPurpose> purposes(ResultSet row) throws SQLException {
        return texts(row, "v_purposes").stream()
                .map(KeyPurpose::valueOf)
                .collect(Collectors.toSet());
    }

    SealedWrite insert(Key key, KeyVersion first) {
        UUID tenant = key.id().vault().tenant().value();
        return SealedWrite.of(INSERT_KEY + INSERT_VERSION)
                .with(place(key.id()))
                .with(key.id().name().value(), key.subject())
                .with(key.current().value(), key.generation(), seals.seal(key.canonical()))
                .with(key.subject(), tenant, key.generation())
                .with(values(first, key.generation()));
    }

    SealedWrite insertVersion(Key before, Key after, KeyVersion version) {
        UUID tenant = after.id().vault().tenant().value();
        return SealedWrite.of(UPDATE_KEY + INSERT_VERSION)
                .with(after.generation(), after.subject(), tenant, before.generation())
                .with(after.current().value(), after.generation(), seals.seal(after.canonical()))
                .with(place(after.id()))
                .with(after.subject(), before.generation())
                .with(values(version, after.generation()));
    }

    SealedWrite update(KeyVersion before, KeyVersion after) {
        UUID tenant = after.key().vault().tenant().value();
        return SealedWrite.of(UPDATE_VERSION)
                .with(after.generation(), after.id().value(), tenant, before.generation())
                .with(state(after))
                .with(place(after.key()))
                .with(after.id().value(), before.generation());
    }

    private @Nullable Object[] values(KeyVersion version, long ordinal) {
        KeyHeader header = version.wrapped().header();
        return SealedWrite.of("")
                .with(version.id().value(), header.key().vault().tenant().value())
                .with(version.generation())
                .with(place(header.key()))
                .with(version.id().value(), ordinal, header.key().name().value())
                .with(PublicKeyColumn.encode(header.spec()), version.protection().name())
                .with(json(header.purposes(), KeyPurpose::name))
                .with(PublicKeyColumn.encode(version.publicKey()), version.wrapped().blob())
                .with(header.rootVersion(), time(header.created()))
                .with(state(version))
                .values();
    }

    private static Object[] place(KeyId key) {
        return new Object[] {
            key.vault().tenant().value(), key.vault().value(), key.name().canonical()
        };
    }

    private @Nullable Object[] state(KeyVersion version) {
        KeyAttributes attributes = version.attributes();
        return new @Nullable Object[] {
            json(version.operations(), KeyOperation::wireName),
            json(version.tags()),
            attributes.enabled(),
            time(attributes.notBefore()),
            time(attributes.expires()),
            time(attributes.updated()),
            version.generation(),
            seals.seal(version.canonical())
        };
    }
}
