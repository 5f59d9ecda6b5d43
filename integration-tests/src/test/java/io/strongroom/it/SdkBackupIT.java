package io.strongroom.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.KeyProperties;
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

/// Backups of keys through the official SDK.
class SdkBackupIT {
    private static final Node NODE = Site.shared().first().node();
    private static final String VAULT = Names.fresh("backup");
    private static final String SECOND = Names.fresh("second");
    private static final Principal ADMIN = NODE.principal(Organisation.CONTOSO, Role.ADMIN);
    private static final KeyClient KEYS = NODE.clients().keys(ADMIN, VAULT);
    private static final KeyClient SECOND_KEYS = NODE.clients().keys(ADMIN, SECOND);
    private static final byte[] DIGEST = new byte[32];

    @BeforeAll
    static void create_the_vaults() {
        NODE.admin().createVault(VAULT, Map.of()).ok();
        NODE.admin().createVault(SECOND, Map.of()).ok();
    }

    @Test
    void a_key_is_restored_in_another_vault_with_all_of_its_versions() {
        KeyVaultKey first = KEYS.createEcKey(new CreateEcKeyOptions("moved"));
        KEYS.createEcKey(new CreateEcKeyOptions("moved"));

        KeyVaultKey restored = SECOND_KEYS.restoreKeyBackup(KEYS.backupKey("moved"));

        assertThat(restored.getId()).contains(SECOND);
        assertThat(versions(SECOND_KEYS, "moved"))
                .containsExactlyInAnyOrderElementsOf(versions(KEYS, "moved"));
        String version = first.getProperties().getVersion();
        byte[] signature =
                SECOND_KEYS
                        .getCryptographyClient("moved", version)
                        .sign(SignatureAlgorithm.ES256, DIGEST)
                        .getSignature();
        assertThat(
                        KEYS.getCryptographyClient("moved", version)
                                .verify(SignatureAlgorithm.ES256, DIGEST, signature)
                                .isValid())
                .isTrue();
    }

    @Test
    void a_purged_key_comes_back() {
        KeyVaultKey made = KEYS.createEcKey(new CreateEcKeyOptions("purged"));
        byte[] backup = KEYS.backupKey("purged");
        assertThatThrownBy(() -> KEYS.restoreKeyBackup(backup))
                .isInstanceOfSatisfying(
                        HttpResponseException.class,
                        refusal ->
                                assertThat(refusal.getResponse().getStatusCode()).isEqualTo(409));
        KEYS.beginDeleteKey("purged").waitForCompletion();
        KEYS.purgeDeletedKey("purged");

        KeyVaultKey restored = KEYS.restoreKeyBackup(backup);

        assertThat(restored.getId()).isEqualTo(made.getId());
        assertThat(
                        KEYS.getCryptographyClient("purged")
                                .sign(SignatureAlgorithm.ES256, DIGEST)
                                .getSignature())
                .hasSize(64);
    }

    /// As the tests of Azure's SDK for Java do it.
    @Test
    void a_malformed_backup_is_refused() {
        assertThatThrownBy(() -> KEYS.restoreKeyBackup("non-existing".getBytes(UTF_8)))
                .isInstanceOf(HttpResponseException.class)
                .hasMessageContaining("Backup blob is corrupt.");
    }

    private static List<String> versions(KeyClient client, String name) {
        return client.listPropertiesOfKeyVersions(name).stream()
                .map(KeyProperties::getVersion)
                .toList();
    }
}
