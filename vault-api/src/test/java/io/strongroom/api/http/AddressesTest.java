package io.strongroom.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.identity.VersionId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AddressesTest {
    private static final VaultName VAULT = new VaultName("Contoso-Demo");
    private final Addresses addresses =
            new Addresses(new AddressSettings("Vault.Example", null, List.of(), null), 8443);

    @Test
    void what_is_below_the_domain_carries_the_port() {
        String vault = addresses.vault(VAULT, ":8443");

        assertThat(vault).isEqualTo("https://contoso-demo.vault.example:8443");
        assertThat(addresses.vaultUri(VAULT, "")).isEqualTo("https://contoso-demo.vault.example/");
        assertThat(Addresses.key(vault, new ObjectName("a")))
                .isEqualTo("https://contoso-demo.vault.example:8443/keys/a");
        assertThat(Addresses.key(vault, new ObjectName("a"), new VersionId(new UUID(1, 2))))
                .isEqualTo(
                        "https://contoso-demo.vault.example:8443/keys/a/00000000000000010000000000000002");
        assertThat(addresses.resource(":8443")).isEqualTo("https://vault.example:8443");
    }

    @Test
    void the_control_plane_is_beside_the_vaults_domain() {
        assertThat(addresses.control(":8443")).isEqualTo("https://example:8443");
        assertThat(addresses.controlResources(""))
                .containsExactly(
                        "https://example", "https://management.example", "https://login.example");
    }

    @Test
    void tokens_come_from_the_control_plane_unless_another_authority_is_named() {
        Addresses elsewhere =
                new Addresses(
                        new AddressSettings(
                                "vault.example", 443, List.of("arm.example"), "https://login.test"),
                        8443);

        assertThat(addresses.authority(":1")).isEqualTo("https://example:1");
        assertThat(elsewhere.authority(":1")).isEqualTo("https://login.test");
        assertThat(elsewhere.control("")).isEqualTo("https://arm.example");
        assertThat(elsewhere.challenge(Samples.contosoVault(), ""))
                .isEqualTo(
                        "Bearer authorization=\"https://login.test/11111111-1111-4111-8111-111111111111\", resource=\"https://vault.example\"");
    }

    @Test
    void an_authority_of_ad_fs_is_named_as_it_is() {
        Addresses federated =
                new Addresses(
                        new AddressSettings(
                                "vault.example", 443, List.of(), "https://fs.example/adfs"),
                        8443);

        assertThat(federated.challenge(Samples.contosoVault(), ""))
                .isEqualTo(
                        "Bearer authorization=\"https://fs.example/adfs\", resource=\"https://vault.example\"");
        assertThat(federated.login("")).isEqualTo("https://fs.example/adfs");
        assertThat(addresses.login(":1")).isEqualTo("https://example:1/organizations");
    }

    @Test
    void the_public_port_is_the_servers_unless_another_is_named() {
        assertThat(addresses.publicPort()).isEqualTo(":8443");
        assertThat(
                        new Addresses(
                                        new AddressSettings("vault.example", 443, List.of(), null),
                                        8443)
                                .publicPort())
                .isEmpty();
    }
}
