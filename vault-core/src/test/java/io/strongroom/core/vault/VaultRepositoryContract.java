package io.strongroom.core.vault;

import static io.strongroom.core.Samples.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.Samples;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.permission.Right;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.VaultRepository.NameHolder;
import io.strongroom.core.vault.VaultRepository.VaultFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every vault repository does. Tests make tenants and vaults of their own, so the store may
/// hold others.
public abstract class VaultRepositoryContract {

    /// The repository.
    protected abstract VaultRepository repository();

    /// Makes the change in a transaction for the tenant, rolled back when the change answers false.
    ///
    /// @return what the change answered
    protected abstract boolean commit(TenantId tenant, Change change);

    /// The generation that guards of this subject are checked against, empty when there is none.
    protected abstract OptionalLong generation(UUID subject);

    @Test
    void a_tenant_is_found_as_it_was_added() {
        Tenant tenant = added(Samples.freshTenant());

        assertThat(repository().tenant(tenant.id(), true)).contains(tenant);
        assertThat(generation(tenant.id().value())).hasValue(1);
    }

    @Test
    void an_unknown_tenant_is_not_found() {
        assertThat(repository().tenant(new TenantId(UUID.randomUUID()), true)).isEmpty();
        assertThat(repository().tenant(new TenantId(UUID.randomUUID()), false)).isEmpty();
    }

    @Test
    void a_tenant_is_added_once() {
        Tenant tenant = added(Samples.freshTenant());

        assertThat(commit(tenant.id(), repository().add(tenant))).isFalse();
    }

    @Test
    void a_replaced_tenant_is_found_as_it_is_now() {
        Tenant before = added(Samples.freshTenant());
        Tenant after = renamed(before);

        assertThat(commit(before.id(), repository().replace(before, after))).isTrue();

        assertThat(repository().tenant(before.id(), true)).contains(after);
        assertThat(generation(before.id().value())).hasValue(2);
    }

    @Test
    void a_tenant_that_changed_meanwhile_is_not_replaced() {
        Tenant before = added(Samples.freshTenant());
        Tenant after = renamed(before);
        commit(before.id(), repository().replace(before, after));

        assertThat(commit(before.id(), repository().replace(before, renamed(before)))).isFalse();

        assertThat(repository().tenant(before.id(), true)).contains(after);
        assertThat(generation(before.id().value())).hasValue(2);
    }

    @Test
    void a_vault_is_opened_as_it_was_added_with_its_tenant() {
        Tenant tenant = added(Samples.freshTenant());
        Vault vault = added(Samples.freshVault(tenant));

        OpenVault open = repository().open(vault.name(), true).orElseThrow();

        assertThat(open.vault()).isEqualTo(vault);
        assertThat(open.tenant()).isEqualTo(tenant);
        assertThat(generation(vault.id().value())).hasValue(1);
    }

    @Test
    void a_vault_is_opened_by_its_name_without_case() {
        Vault vault = added(Samples.freshVault(added(Samples.freshTenant())));
        VaultName shouted = new VaultName(vault.name().value().toUpperCase(Locale.ROOT));

        assertThat(repository().open(shouted, true)).isPresent();
        assertThat(repository().holder(shouted)).contains(new NameHolder(vault.id(), false));
    }

    @Test
    void a_vault_is_found_by_its_id_live_or_deleted() {
        Tenant tenant = added(Samples.freshTenant());
        Vault vault = added(Samples.freshVault(tenant));

        assertThat(repository().find(vault.id()).orElseThrow().vault()).isEqualTo(vault);
        assertThat(repository().find(vault.id()).orElseThrow().tenant()).isEqualTo(tenant);
        commit(tenant.id(), repository().replace(vault, Samples.deleted(vault)));
        assertThat(repository().find(vault.id()).orElseThrow().vault())
                .isEqualTo(Samples.deleted(vault));
    }

    @Test
    void an_unknown_id_is_no_vaults() {
        Vault vault = added(Samples.freshVault(added(Samples.freshTenant())));
        Tenant stranger = added(Samples.freshTenant());

        assertThat(repository().find(new VaultId(stranger.id(), vault.id().value()))).isEmpty();
        assertThat(repository().find(new VaultId(stranger.id(), UUID.randomUUID()))).isEmpty();
    }

    @Test
    void an_unknown_vault_is_not_opened_and_its_name_is_free() {
        VaultName name = Samples.freshVaultName();

        assertThat(repository().open(name, true)).isEmpty();
        assertThat(repository().open(name, false)).isEmpty();
        assertThat(repository().holder(name)).isEmpty();
    }

    @Test
    void a_taken_name_is_not_given_again_in_any_tenant() {
        Vault vault = added(Samples.freshVault(added(Samples.freshTenant())));
        Tenant other = added(Samples.freshTenant());
        Vault second = Samples.vault(other, vault.name());

        assertThat(commit(other.id(), repository().add(second))).isFalse();

        assertThat(repository().open(vault.name(), true).orElseThrow().vault()).isEqualTo(vault);
        assertThat(generation(second.id().value())).isEmpty();
    }

    @Test
    void a_replaced_vault_is_opened_as_it_is_now() {
        Vault before = added(Samples.freshVault(added(Samples.freshTenant())));
        Vault after =
                Samples.withPolicies(
                        before,
                        Samples.policy(Samples.APP, Right.KEYS_SIGN, Right.KEYS_GET),
                        Samples.policy(Samples.OFFICER, Right.KEYS_LIST));

        assertThat(commit(before.id().tenant(), repository().replace(before, after))).isTrue();

        assertThat(repository().open(before.name(), true).orElseThrow().vault()).isEqualTo(after);
        assertThat(generation(before.id().value())).hasValue(2);
    }

    @Test
    void a_vault_that_changed_meanwhile_is_not_replaced() {
        Vault before = added(Samples.freshVault(added(Samples.freshTenant())));
        Vault after = Samples.withPolicies(before, Samples.policy(Samples.APP, Right.KEYS_GET));
        commit(before.id().tenant(), repository().replace(before, after));

        assertThat(
                        commit(
                                before.id().tenant(),
                                repository().replace(before, Samples.deleted(before))))
                .isFalse();

        assertThat(repository().open(before.name(), true).orElseThrow().vault()).isEqualTo(after);
    }

    @Test
    void a_deleted_vault_is_not_opened_but_keeps_its_name() {
        Vault before = added(Samples.freshVault(added(Samples.freshTenant())));
        commit(before.id().tenant(), repository().replace(before, Samples.deleted(before)));

        assertThat(repository().open(before.name(), true)).isEmpty();
        assertThat(repository().holder(before.name())).contains(new NameHolder(before.id(), true));
        assertThat(
                        repository()
                                .list(
                                        new VaultFilter(
                                                before.id().tenant(), before.subscription(), null),
                                        new PageRequest(10, null))
                                .items())
                .isEmpty();
        assertThat(generation(before.id().value())).hasValue(2);
    }

    @Test
    void a_change_of_a_tenant_shows_in_its_open_vaults() {
        Tenant before = added(Samples.freshTenant());
        Vault vault = added(Samples.freshVault(before));
        Tenant after = renamed(before);
        commit(before.id(), repository().replace(before, after));

        assertThat(repository().open(vault.name(), true).orElseThrow().tenant()).isEqualTo(after);
    }

    @Test
    void a_change_that_is_not_kept_leaves_nothing() {
        Tenant tenant = added(Samples.freshTenant());
        Vault vault = Samples.freshVault(tenant);

        assertThat(commit(tenant.id(), repository().add(vault).and(_ -> false))).isFalse();

        assertThat(repository().open(vault.name(), true)).isEmpty();
        assertThat(repository().holder(vault.name())).isEmpty();
        assertThat(generation(vault.id().value())).isEmpty();
    }

    @Test
    void vaults_are_listed_in_name_order_over_pages() {
        Tenant tenant = added(Samples.freshTenant());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            names.add(added(Samples.freshVault(tenant)).name().value());
        }

        assertThat(pages(tenant, null, 2)).isEqualTo(names.stream().sorted().toList());
        assertThat(pages(tenant, null, 5)).isEqualTo(names.stream().sorted().toList());
        assertThat(list(tenant, null, 5, null).next()).isNull();
    }

    @Test
    void vaults_of_one_resource_group_are_listed_without_case() {
        Tenant tenant = added(Samples.freshTenant());
        Vault vault = added(Samples.freshVault(tenant));

        assertThat(list(tenant, GROUP.toUpperCase(Locale.ROOT), 9, null).items())
                .containsExactly(vault);
        assertThat(list(tenant, "second", 9, null).items()).isEmpty();
    }

    @Test
    void another_tenant_lists_nothing_even_by_the_right_subscription() {
        Tenant tenant = added(Samples.freshTenant());
        added(Samples.freshVault(tenant));
        Tenant stranger = added(Samples.freshTenant());
        SubscriptionId theirs = tenant.subscriptions().getFirst().id();

        VaultFilter filter = new VaultFilter(stranger.id(), theirs, null);
        assertThat(repository().list(filter, new PageRequest(10, null)).items()).isEmpty();
    }

    private List<String> pages(Tenant tenant, @Nullable String group, int limit) {
        List<String> names = new ArrayList<>();
        String after = null;
        do {
            Page<Vault> page = list(tenant, group, limit, after);
            assertThat(page.items()).hasSizeBetween(1, limit);
            page.items().forEach(vault -> names.add(vault.name().value()));
            after = page.next();
        } while (after != null);
        return names;
    }

    private Page<Vault> list(
            Tenant tenant, @Nullable String group, int limit, @Nullable String after) {
        SubscriptionId subscription = tenant.subscriptions().getFirst().id();
        return repository()
                .list(
                        new VaultFilter(tenant.id(), subscription, group),
                        new PageRequest(limit, after));
    }

    private Tenant added(Tenant tenant) {
        assertThat(commit(tenant.id(), repository().add(tenant))).isTrue();
        return tenant;
    }

    private Vault added(Vault vault) {
        assertThat(commit(vault.id().tenant(), repository().add(vault))).isTrue();
        return vault;
    }

    private static Tenant renamed(Tenant tenant) {
        return new Tenant(
                tenant.id(),
                "Renamed",
                tenant.keys(),
                tenant.subscriptions(),
                Set.of(Samples.APP, Samples.ADMIN),
                Set.of(),
                tenant.generation() + 1);
    }
}
