package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {
    @TempDir private Path home;

    @Test
    void it_holds_every_entry_that_outsiders_rely_on() {
        List<String> names =
                new ArrayList<>(
                        List.of(
                                "STRONGROOM_URL",
                                "STRONGROOM_CA",
                                "STRONGROOM_VAULT_DOMAIN",
                                "STRONGROOM_RESOURCE",
                                "AZURE_AUTHORITY_HOST"));
        for (String tenant : List.of("CONTOSO", "FABRIKAM")) {
            names.add(tenant + "_TENANT_ID");
            names.add(tenant + "_SUBSCRIPTION_ID");
            for (String principal : List.of("ADMIN", "APP", "OFFICER", "NOBODY")) {
                names.add(tenant + "_" + principal + "_CLIENT_ID");
                names.add(tenant + "_" + principal + "_CLIENT_SECRET");
                names.add(tenant + "_" + principal + "_OBJECT_ID");
            }
        }

        assertThat(entries(8443).keySet()).containsExactlyElementsOf(names);
    }

    @Test
    void addresses_carry_the_port() {
        assertThat(entries(9999))
                .containsEntry("STRONGROOM_URL", "https://localhost:9999")
                .containsEntry("AZURE_AUTHORITY_HOST", "https://localhost:9999")
                .containsEntry("STRONGROOM_VAULT_DOMAIN", "vault.localhost:9999")
                .containsEntry("STRONGROOM_RESOURCE", "https://vault.localhost:9999")
                .containsEntry("STRONGROOM_CA", home.resolve("ca.pem").toString());
    }

    @Test
    void the_usual_port_of_https_is_in_no_address() {
        assertThat(entries(443))
                .containsEntry("STRONGROOM_URL", "https://localhost")
                .containsEntry("AZURE_AUTHORITY_HOST", "https://localhost")
                .containsEntry("STRONGROOM_VAULT_DOMAIN", "vault.localhost")
                .containsEntry("STRONGROOM_RESOURCE", "https://vault.localhost");
    }

    @Test
    void tenants_and_subscriptions_have_their_fixed_ids() {
        assertThat(entries(8443))
                .containsEntry("CONTOSO_TENANT_ID", "11111111-1111-4111-8111-111111111111")
                .containsEntry("CONTOSO_SUBSCRIPTION_ID", "11111111-aaaa-4111-8111-111111111111")
                .containsEntry("FABRIKAM_TENANT_ID", "22222222-2222-4222-8222-222222222222")
                .containsEntry("FABRIKAM_SUBSCRIPTION_ID", "22222222-aaaa-4222-8222-222222222222");
    }

    @Test
    void a_second_start_writes_the_same_file() throws Exception {
        EnvFile.write(home.resolve("env"), entries(8443));
        String first = Files.readString(home.resolve("env"));

        EnvFile.write(home.resolve("env"), entries(8443));

        assertThat(home.resolve("env")).hasContent(first);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(home.resolve("env"))))
                .isEqualTo("rw-------");
    }

    @Test
    void two_installations_have_different_secrets() {
        String here = entries(8443).get("CONTOSO_APP_CLIENT_SECRET");
        String there =
                ClientSecrets.prepare(home.resolve("other"))
                        .of(DemoTenant.CONTOSO.principal(DemoRole.APP));

        assertThat(here).hasSizeGreaterThan(30).isNotEqualTo(there);
    }

    @Test
    void a_shell_reads_what_was_written() throws Exception {
        Path file = home.resolve("env");
        EnvFile.write(file, Map.of("STRONGROOM_CA", "/home/it's mine/$x \"y\"/ca.pem"));

        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                ". \"$0\"; printf %s \"$STRONGROOM_CA\"",
                                file.toString())
                        .start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("/home/it's mine/$x \"y\"/ca.pem");
    }

    private Map<String, String> entries(int port) {
        DevelopmentSettings settings =
                DevelopmentSettings.of(
                        Map.of(
                                "STRONGROOM_HOME",
                                home.toString(),
                                "STRONGROOM_PORT",
                                Integer.toString(port)));
        return EnvFile.entries(settings, ClientSecrets.prepare(home.resolve("clients")));
    }
}
