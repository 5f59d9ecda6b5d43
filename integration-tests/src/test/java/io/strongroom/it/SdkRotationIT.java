package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.KeyRotationLifetimeAction;
import com.azure.security.keyvault.keys.models.KeyRotationPolicy;
import com.azure.security.keyvault.keys.models.KeyRotationPolicyAction;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Principal;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Rotation of keys through the official SDK.
class SdkRotationIT {
    private static final Node NODE = Site.shared().first().node();
    private static final String VAULT = Names.fresh("rotation");
    private static final Principal ADMIN = NODE.principal(Organisation.CONTOSO, Role.ADMIN);
    private static final KeyClient KEYS = NODE.clients().keys(ADMIN, VAULT);

    @BeforeAll
    static void create_the_vault() {
        NODE.admin().createVault(VAULT, Map.of()).ok();
    }

    @Test
    void a_key_is_rotated_by_hand_as_its_policy_says() {
        KeyVaultKey first = KEYS.createEcKey(new CreateEcKeyOptions("payments"));
        assertThat(actions(KEYS.getKeyRotationPolicy("payments"))).containsExactly("NOTIFY P30D");

        KEYS.updateKeyRotationPolicy(
                "payments",
                new KeyRotationPolicy()
                        .setExpiresIn("P2Y")
                        .setLifetimeActions(
                                List.of(
                                        new KeyRotationLifetimeAction(
                                                        KeyRotationPolicyAction.ROTATE)
                                                .setTimeBeforeExpiry("P60D"))));
        KeyRotationPolicy policy = KEYS.getKeyRotationPolicy("payments");
        KeyVaultKey second = KEYS.rotateKey("payments");

        assertThat(actions(policy)).containsExactly("ROTATE P60D", "NOTIFY P30D");
        assertThat(policy.getExpiresIn()).isEqualTo("P2Y");
        assertThat(policy.getId()).endsWith("/keys/payments/rotationpolicy");
        assertThat(second.getProperties().getVersion())
                .isNotEqualTo(first.getProperties().getVersion());
        assertThat(second.getProperties().getExpiresOn())
                .isEqualTo(second.getProperties().getCreatedOn().plusYears(2));
        assertThat(KEYS.getKey("payments").getId()).isEqualTo(second.getId());
    }

    private static List<String> actions(KeyRotationPolicy policy) {
        return policy.getLifetimeActions().stream()
                .map(action -> action.getAction().name() + " " + action.getTimeBeforeExpiry())
                .toList();
    }
}
