package io.strongroom.postgres;

import static io.strongroom.postgres.Columns.id;
import static io.strongroom.postgres.Columns.json;
import static io.strongroom.postgres.Columns.text;
import static io.strongroom.postgres.Columns.time;
import static io.strongroom.postgres.Columns.timeOrNull;

import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/// Vaults as rows.
final class VaultRows {
    /// The columns of vault `v` and its current generation `vg`.
    static final String COLUMNS =
            """
            v.tenant_id AS v_tenant_id, v.vault_id AS v_vault_id,
            v.canonical_name AS v_canonical_name, v.name AS v_name,
            v.subscription_id AS v_subscription_id, v.resource_group AS v_resource_group,
            v.location AS v_location, v.settings AS v_settings, v.created AS v_created,
            v.created_by AS v_created_by, v.updated AS v_updated, v.updated_by AS v_updated_by,
            v.deleted AS v_deleted, v.generation AS v_generation, v.seal AS v_seal,
            vg.generation AS v_current
            """;

    private static final Seals.Kind<Vault> KIND =
            new Seals.Kind<>("vault", "v_", Vault::canonical, Vault::guard);
    private static final TypeReference<StoredSettings> SETTINGS = new TypeReference<>() {};

    /// The name comes first: it is what others may want too.
    private static final String INSERT =
            """
            INSERT INTO vault_name (canonical_name, tenant_id, vault_id) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING;
            INSERT INTO generation (subject, tenant_id, generation) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING;
            INSERT INTO vault (canonical_name, name, subscription_id, resource_group, location,
                settings, created, created_by, updated, updated_by, deleted, generation, seal,
                tenant_id, vault_id)
            VALUES (?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String UPDATE =
            """
            UPDATE generation SET generation = ?
            WHERE subject = ? AND tenant_id = ? AND generation = ?;
            UPDATE vault SET canonical_name = ?, name = ?, subscription_id = ?,
                resource_group = ?, location = ?, settings = ?::json, created = ?,
                created_by = ?, updated = ?, updated_by = ?, deleted = ?, generation = ?, seal = ?
            WHERE tenant_id = ? AND vault_id = ? AND generation = ?
            """;

    private final Seals seals;

    VaultRows(Seals seals) {
        this.seals = seals;
    }

    Vault vault(ResultSet row) throws SQLException {
        return seals.require(KIND, row, VaultRows::read);
    }

    private static Vault read(ResultSet row) throws SQLException {
        VaultName name = new VaultName(text(row, "v_name"));
        if (!name.canonical().equals(text(row, "v_canonical_name"))) {
            throw new IllegalArgumentException("name and canonical name differ");
        }
        return new Vault(
                new VaultId(new TenantId(id(row, "v_tenant_id")), id(row, "v_vault_id")),
                name,
                new SubscriptionId(id(row, "v_subscription_id")),
                text(row, "v_resource_group"),
                text(row, "v_location"),
                json(row, "v_settings", SETTINGS).settings(),
                time(row, "v_created"),
                text(row, "v_created_by"),
                time(row, "v_updated"),
                text(row, "v_updated_by"),
                timeOrNull(row, "v_deleted"),
                row.getLong("v_generation"));
    }

    SealedWrite insert(Vault vault) {
        UUID tenant = vault.id().tenant().value();
        UUID id = vault.id().value();
        return SealedWrite.of(INSERT)
                .with(vault.name().canonical(), tenant, id)
                .with(id, tenant, vault.generation())
                .with(values(vault))
                .with(tenant, id);
    }

    SealedWrite update(Vault before, Vault after) {
        UUID tenant = after.id().tenant().value();
        UUID id = after.id().value();
        return SealedWrite.of(UPDATE)
                .with(after.generation(), id, tenant, before.generation())
                .with(values(after))
                .with(tenant, id, before.generation());
    }

    private @Nullable Object[] values(Vault vault) {
        return new @Nullable Object[] {
            vault.name().canonical(),
            vault.name().value(),
            vault.subscription().value(),
            vault.resourceGroup(),
            vault.location(),
            json(StoredSettings.of(vault.settings())),
            time(vault.created()),
            vault.createdBy(),
            time(vault.updated()),
            vault.updatedBy(),
            time(vault.deleted()),
            vault.generation(),
            seals.seal(vault.canonical())
        };
    }
}
