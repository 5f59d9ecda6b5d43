package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.keyvault.KeyVaultManager;
import com.azure.resourcemanager.keyvault.models.AccessPolicy;
import com.azure.resourcemanager.keyvault.models.KeyPermissions;
import com.azure.resourcemanager.keyvault.models.Vault;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Principal;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Vaults and their access policies through the official management SDK.
class SdkManagementIT {
    private static final Node NODE = Site.shared().first().node();
    private static final Principal ADMIN = NODE.principal(Organisation.CONTOSO, Role.ADMIN);
    private static final Principal APP = NODE.principal(Organisation.CONTOSO, Role.APP);
    private static final KeyVaultManager MANAGER = NODE.clients().management(ADMIN);

    @Test
    void a_vault_is_created_with_the_address_that_its_keys_have() {
        String name = Names.fresh("made");

        Vault vault = create(name);

        assertThat(vault.name()).isEqualTo(name);
        assertThat(vault.regionName()).isEqualTo("local");
        assertThat(vault.resourceGroupName()).isEqualTo("main");
        assertThat(vault.tenantId()).isEqualTo(ADMIN.tenantId());
        assertThat(vault.vaultUri()).isEqualTo(NODE.installation().vault(name) + "/");
        assertThat(MANAGER.vaults().getByResourceGroup("main", name).id()).isEqualTo(vault.id());
        assertThat(MANAGER.vaults().listByResourceGroup("main").stream().map(Vault::name))
                .contains(name);
    }

    @Test
    void an_access_policy_opens_the_vault_for_its_principal() {
        String name = Names.fresh("policy");
        Vault vault = create(name);
        KeyClient app = NODE.clients().keys(APP, name);
        assertThatThrownBy(() -> app.createEcKey(new CreateEcKeyOptions("k")))
                .isInstanceOf(HttpResponseException.class)
                .hasMessageContaining("403");

        vault.update()
                .defineAccessPolicy()
                .forObjectId(APP.objectId())
                .allowKeyPermissions(KeyPermissions.CREATE, KeyPermissions.GET)
                .attach()
                .apply();

        assertThat(app.createEcKey(new CreateEcKeyOptions("k")).getName()).isEqualTo("k");
        assertThat(MANAGER.vaults().getById(vault.id()).accessPolicies())
                .singleElement()
                .satisfies(SdkManagementIT::allowsCreateAndGet);
    }

    private static void allowsCreateAndGet(AccessPolicy policy) {
        assertThat(policy.objectId()).isEqualTo(APP.objectId());
        assertThat(policy.permissions().keys())
                .extracting(KeyPermissions::toString)
                .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                .containsExactlyInAnyOrder("create", "get");
    }

    @Test
    void a_removed_access_policy_closes_the_vault_again() {
        String name = Names.fresh("closed");
        Vault vault =
                MANAGER.vaults()
                        .define(name)
                        .withRegion("local")
                        .withExistingResourceGroup("main")
                        .defineAccessPolicy()
                        .forObjectId(APP.objectId())
                        .allowKeyAllPermissions()
                        .attach()
                        .create();
        KeyClient app = NODE.clients().keys(APP, name);
        app.createEcKey(new CreateEcKeyOptions("k"));

        vault.update().withoutAccessPolicy(APP.objectId()).apply();

        assertThatThrownBy(() -> app.getKey("k"))
                .isInstanceOf(HttpResponseException.class)
                .hasMessageContaining("ForbiddenByPolicy");
    }

    @Test
    void a_deleted_vault_is_gone() {
        Vault vault = create(Names.fresh("deleted"));

        MANAGER.vaults().deleteById(vault.id());

        assertThatThrownBy(() -> MANAGER.vaults().getById(vault.id()))
                .isInstanceOfSatisfying(
                        ManagementException.class,
                        e -> assertThat(e.getValue().getCode()).isEqualTo("ResourceNotFound"));
        assertThat(MANAGER.vaults().listByResourceGroup("main").stream().map(Vault::id))
                .doesNotContain(vault.id());
    }

    @Test
    void a_subscription_of_somebody_else_is_one_that_is_not_there() {
        String name = create(Names.fresh("foreign")).name();
        Principal foreign = NODE.principal(Organisation.FABRIKAM, Role.ADMIN);
        KeyVaultManager there =
                NODE.clients()
                        .management(
                                foreign, NODE.installation().subscription(Organisation.CONTOSO));
        KeyVaultManager absent = NODE.clients().management(foreign, UUID.randomUUID().toString());

        for (KeyVaultManager manager : List.of(there, absent)) {
            assertThatThrownBy(() -> manager.vaults().getByResourceGroup("main", name))
                    .isInstanceOfSatisfying(
                            ManagementException.class,
                            e ->
                                    assertThat(e.getValue().getCode())
                                            .isEqualTo("SubscriptionNotFound"));
        }
    }

    private static Vault create(String name) {
        return MANAGER.vaults()
                .define(name)
                .withRegion("local")
                .withExistingResourceGroup("main")
                .withEmptyAccessPolicy()
                .create();
    }
}
