package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.CreateOctKeyOptions;
import com.azure.security.keyvault.keys.models.KeyType;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Principal;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Azure offers in managed HSMs only, through the official SDK.
class SdkHsmIT {
    private static final Node NODE = Site.shared().first().node();
    private static final String VAULT = Names.fresh("hsm");
    private static final Principal ADMIN = NODE.principal(Organisation.CONTOSO, Role.ADMIN);
    private static final KeyClient KEYS = NODE.clients().keys(ADMIN, VAULT);

    @BeforeAll
    static void create_the_vault() {
        NODE.admin().createVault(VAULT, Map.of()).ok();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_secret_key_is_made_and_used_and_never_shown(boolean hsm) {
        KeyVaultKey key =
                KEYS.createOctKey(
                        new CreateOctKeyOptions(Names.fresh("oct"))
                                .setKeySize(256)
                                .setHardwareProtected(hsm));
        CryptographyClient client = NODE.clients().remote(ADMIN, key.getId());
        byte[] bytes = new byte[32];

        byte[] wrapped = client.wrapKey(KeyWrapAlgorithm.A256KW, bytes).getEncryptedKey();
        byte[] mac = client.sign(SignatureAlgorithm.HS256, bytes).getSignature();

        assertThat(key.getKeyType()).isEqualTo(hsm ? KeyType.OCT_HSM : KeyType.OCT);
        assertThat(key.getKey().getK()).isNull();
        assertThat(client.unwrapKey(KeyWrapAlgorithm.A256KW, wrapped).getKey()).isEqualTo(bytes);
        assertThat(client.verify(SignatureAlgorithm.HS256, bytes, mac).isValid()).isTrue();
    }

    @Test
    void random_bytes_are_as_many_as_asked_for() {
        assertThat(KEYS.getRandomBytes(128)).hasSize(128);
        assertThat(KEYS.getRandomBytes(32)).isNotEqualTo(KEYS.getRandomBytes(32));
    }

    @Test
    void an_attestation_is_refused_as_what_the_hsm_does_not_give() {
        String name = Names.fresh("attested");
        KEYS.createEcKey(new CreateEcKeyOptions(name));

        assertThatThrownBy(() -> KEYS.getKeyAttestation(name))
                .isInstanceOf(HttpResponseException.class)
                .hasMessageContaining("The HSM of this vault does not attest keys.");
    }
}
