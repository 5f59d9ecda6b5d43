package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.fasterxml.jackson.databind.JsonNode;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Vaults of unusual shapes: as large as Azure allows, and with a word as its tenant.
class VaultShapesIT {
    private static final Node NODE = Site.shared().first().node();
    private static final Person ADMIN = NODE.admin();

    @Test
    void a_vault_with_1024_access_policies_is_read_put_back_and_used() {
        String vault = Names.fresh("wide");
        String path = ADMIN.vaultPath(vault);
        ADMIN.control("PUT", path, vault(ADMIN.principal().tenantId(), 1024)).ok();

        JsonNode whole = ADMIN.control("GET", path, null).ok().json();
        Answer again = ADMIN.control("PUT", path, whole).ok();

        assertThat(again.json().at("/properties/accessPolicies")).hasSize(1024);
        ADMIN.createEcKey(vault, "signing");
        Answer more =
                ADMIN.changePolicies(
                        vault,
                        "add",
                        Map.of(
                                NODE.person(Organisation.CONTOSO, Role.APP).principal(),
                                List.of("get")));
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.code()).isEqualTo("BadRequest");
    }

    @Test
    void a_program_with_the_default_credential_logs_in_to_a_vault_of_the_tenant_adfs() {
        String vault = Names.fresh("adfs");
        ADMIN.control("PUT", ADMIN.vaultPath(vault), vault("adfs", 1)).ok();

        KeyClient keys = NODE.clients().keysByDefault(ADMIN.principal(), "adfs", vault);

        assertThat(keys.createEcKey(new CreateEcKeyOptions("signing")).getName())
                .isEqualTo("signing");
    }

    /// A vault with so many policies, of which the first lets its maker do everything with keys.
    private static Map<String, Object> vault(String tenant, int policies) {
        List<Object> entries =
                IntStream.range(0, policies)
                        .mapToObj(i ->
                                policy(
                                        i == 0
                                                ? ADMIN.principal().objectId()
                                                : new UUID(1, i).toString()))
                        .toList();
        return Map.of(
                "location",
                "local",
                "properties",
                Map.of(
                        "tenantId", tenant,
                        "sku", Map.of("family", "A", "name", "premium"),
                        "accessPolicies", entries));
    }

    private static Object policy(String objectId) {
        return Map.of(
                "tenantId", ADMIN.principal().tenantId(),
                "objectId", objectId,
                "permissions",
                        Map.of(
                                "keys", List.of("all", "purge"),
                                "secrets", List.of("all", "purge"),
                                "certificates", List.of("all", "purge")));
    }
}
