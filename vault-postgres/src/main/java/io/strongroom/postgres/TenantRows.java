package io.strongroom.postgres;

import static io.strongroom.postgres.Columns.bytes;
import static io.strongroom.postgres.Columns.json;
import static io.strongroom.postgres.Columns.text;
import static io.strongroom.postgres.Columns.texts;

import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.vault.Subscription;
import io.strongroom.core.vault.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/// Tenants as rows.
final class TenantRows {
    /// The columns of tenant `t` and its current generation `tg`.
    static final String COLUMNS =
            """
            t.tenant_id AS t_tenant_id, t.name AS t_name, t.wrapped_key AS t_wrapped_key,
            t.root_version AS t_root_version, t.subscriptions AS t_subscriptions,
            t.owners AS t_owners, t.officers AS t_officers, t.generation AS t_generation,
            t.seal AS t_seal, tg.generation AS t_current
            """;

    private static final Seals.Kind<Tenant> KIND =
            new Seals.Kind<>("tenant", "t_", Tenant::canonical, Tenant::guard);
    private static final TypeReference<List<StoredSubscription>> SUBSCRIPTIONS =
            new TypeReference<>() {};

    private static final String INSERT =
            """
            INSERT INTO generation (subject, tenant_id, generation) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING;
            INSERT INTO tenant (name, wrapped_key, root_version, subscriptions, owners, officers,
                generation, seal, tenant_id)
            VALUES (?, ?, ?, ?::json, ?::json, ?::json, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String UPDATE =
            """
            UPDATE generation SET generation = ?
            WHERE subject = ? AND tenant_id = ? AND generation = ?;
            UPDATE tenant SET name = ?, wrapped_key = ?, root_version = ?, subscriptions = ?::json,
                owners = ?::json, officers = ?::json, generation = ?, seal = ?
            WHERE tenant_id = ? AND generation = ?
            """;

    private final Seals seals;

    TenantRows(Seals seals) {
        this.seals = seals;
    }

    private record StoredSubscription(UUID id, String displayName, List<String> resourceGroups) {
        static StoredSubscription of(Subscription s) {
            return new StoredSubscription(s.id().value(), s.displayName(), s.resourceGroups());
        }

        Subscription subscription() {
            return new Subscription(new SubscriptionId(id), displayName, resourceGroups);
        }
    }

    Tenant tenant(ResultSet row) throws SQLException {
        return seals.require(KIND, row, TenantRows::read);
    }

    private static Tenant read(ResultSet row) throws SQLException {
        TenantId id = new TenantId(Columns.id(row, "t_tenant_id"));
        return new Tenant(
                id,
                text(row, "t_name"),
                new TenantKey(id, bytes(row, "t_wrapped_key"), row.getInt("t_root_version")),
                json(row, "t_subscriptions", SUBSCRIPTIONS).stream()
                        .map(StoredSubscription::subscription)
                        .toList(),
                principals(row, "t_owners"),
                principals(row, "t_officers"),
                row.getLong("t_generation"));
    }

    private static Set<PrincipalId> principals(ResultSet row, String column) throws SQLException {
        return texts(row, column).stream().map(PrincipalId::new).collect(Collectors.toSet());
    }

    SealedWrite insert(Tenant tenant) {
        UUID id = tenant.id().value();
        return SealedWrite.of(INSERT)
                .with(id, id, tenant.generation())
                .with(values(tenant))
                .with(id);
    }

    SealedWrite update(Tenant before, Tenant after) {
        UUID id = after.id().value();
        return SealedWrite.of(UPDATE)
                .with(after.generation(), id, id, before.generation())
                .with(values(after))
                .with(id, before.generation());
    }

    private @Nullable Object[] values(Tenant tenant) {
        return new @Nullable Object[] {
            tenant.name(),
            tenant.key().wrapped(),
            tenant.key().rootVersion(),
            json(tenant.subscriptions().stream().map(StoredSubscription::of).toList()),
            json(tenant.owners(), PrincipalId::value),
            json(tenant.officers(), PrincipalId::value),
            tenant.generation(),
            seals.seal(tenant.canonical())
        };
    }
}
