package io.strongroom.core.administration;

import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.CONTOSO_SUBSCRIPTION;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.FABRIKAM_VAULT;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoOfficer;
import static io.strongroom.core.Samples.policy;
import static io.strongroom.core.administration.AdministrationFixture.DEMO;
import static io.strongroom.core.administration.AdministrationFixture.NEW;
import static io.strongroom.core.administration.AdministrationFixture.SETTINGS;
import static io.strongroom.core.administration.AdministrationFixture.assertRefused;
import static io.strongroom.core.administration.AdministrationFixture.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Page;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Decided.Answer;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings.Changes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Reads, lists and deletes vaults.
final class VaultDirectoryTest {
    private final AdministrationFixture vaults = new AdministrationFixture();

    @Test
    void vaults_are_listed_by_subscription_and_by_resource_group() {
        vaults.put(
                contosoAdmin(),
                new VaultPlace(CONTOSO_SUBSCRIPTION, "second", NEW.name()),
                "local",
                SETTINGS);

        assertThat(names(vaults.list(contosoAdmin(), CONTOSO_SUBSCRIPTION, null, 10, null)))
                .containsExactly("contoso-demo", "New-Vault");
        assertThat(names(vaults.list(contosoOfficer(), CONTOSO_SUBSCRIPTION, "SECOND", 10, null)))
                .containsExactly("New-Vault");
        Page<Vault> first = vaults.list(contosoAdmin(), CONTOSO_SUBSCRIPTION, null, 1, null);
        assertThat(names(first)).containsExactly("contoso-demo");
        assertThat(names(vaults.list(contosoAdmin(), CONTOSO_SUBSCRIPTION, null, 1, first.next())))
                .containsExactly("New-Vault");
        assertRefused(
                404,
                "ResourceGroupNotFound",
                () -> vaults.list(contosoAdmin(), CONTOSO_SUBSCRIPTION, "none", 10, null));
    }

    @Test
    void the_record_of_a_list_names_the_subscription() {
        vaults.list(contosoAdmin(), CONTOSO_SUBSCRIPTION, null, 10, null);

        assertThat(vaults.installation.trail.last().target())
                .isEqualTo(
                        Target.resource(CONTOSO, "/subscriptions/" + CONTOSO_SUBSCRIPTION, null));
    }

    @Test
    void a_vault_is_found_in_its_subscription_and_resource_group_only() {
        VaultPlace inOtherGroup = new VaultPlace(CONTOSO_SUBSCRIPTION, "second", CONTOSO_VAULT);

        assertRefused(404, "ResourceNotFound", () -> vaults.get(contosoAdmin(), NEW));
        assertThatThrownBy(() -> vaults.get(contosoAdmin(), NEW))
                .hasMessage(
                        "The Resource 'Microsoft.KeyVault/vaults/New-Vault' under resource group 'main' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");
        assertRefused(404, "ResourceNotFound", () -> vaults.get(contosoAdmin(), inOtherGroup));
    }

    @Test
    void a_deleted_vault_is_gone_from_everywhere() {
        Answer<Optional<Vault>> deleted = vaults.delete(contosoAdmin(), DEMO);

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.value().orElseThrow().deleted()).isEqualTo(NOW);
        assertRefused(404, "ResourceNotFound", () -> vaults.get(contosoAdmin(), DEMO));
        assertThat(vaults.list(contosoAdmin(), CONTOSO_SUBSCRIPTION, null, 10, null).items())
                .isEmpty();
        assertThat(vaults.delete(contosoAdmin(), DEMO).status()).isEqualTo(204);
        assertRefused(
                404, "ResourceNotFound", () -> vaults.patch(contosoAdmin(), DEMO, Changes.NONE));
        assertRefused(
                404,
                "ResourceNotFound",
                () -> vaults.change(PolicyChange.ADD, policy(APP, Right.KEYS_GET)));
    }

    @Test
    void a_name_is_free_that_no_vault_of_any_tenant_has() {
        VaultName shouted = new VaultName("CONTOSO-demo");

        assertThat(vaults.isFree(contosoAdmin(), CONTOSO_SUBSCRIPTION, NEW.name())).isTrue();
        assertThat(vaults.isFree(contosoAdmin(), CONTOSO_SUBSCRIPTION, shouted)).isFalse();
        assertThat(vaults.isFree(contosoAdmin(), CONTOSO_SUBSCRIPTION, FABRIKAM_VAULT)).isFalse();
        assertThat(vaults.isFree(contosoOfficer(), CONTOSO_SUBSCRIPTION, NEW.name())).isTrue();
    }

    @Test
    void the_name_of_a_deleted_vault_is_not_free() {
        vaults.delete(contosoAdmin(), DEMO);

        assertThat(vaults.isFree(contosoAdmin(), CONTOSO_SUBSCRIPTION, CONTOSO_VAULT)).isFalse();
    }
}
