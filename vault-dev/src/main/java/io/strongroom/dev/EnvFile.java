package io.strongroom.dev;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The file `env`: where the service is, and who may log in. Lines `KEY=value` that a shell can
/// source and a tool can parse.
final class EnvFile {
    private EnvFile() {}

    static void write(Path file, Map<String, String> entries) {
        PrivateFiles.write(
                file,
                entries.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + shellWord(entry.getValue()) + "\n")
                        .collect(Collectors.joining()));
    }

    /// The entries of the file, in its order.
    static Map<String, String> entries(DevelopmentSettings settings, ClientSecrets secrets) {
        Map<String, String> entries = new LinkedHashMap<>();
        String domain = "vault.localhost" + settings.portInAddresses();
        entries.put("STRONGROOM_URL", settings.url());
        entries.put("STRONGROOM_CA", settings.home().resolve(PublicFiles.CERTIFICATE).toString());
        entries.put("STRONGROOM_VAULT_DOMAIN", domain);
        entries.put("STRONGROOM_RESOURCE", "https://" + domain);
        entries.put("AZURE_AUTHORITY_HOST", settings.url());
        for (DemoTenant tenant : DemoTenant.values()) {
            entries.put(tenant + "_TENANT_ID", tenant.id().toString());
            entries.put(tenant + "_SUBSCRIPTION_ID", tenant.subscription().toString());
            for (DemoPrincipal principal : tenant.principals()) {
                entries.put(principal.name() + "_CLIENT_ID", principal.clientId().toString());
                entries.put(principal.name() + "_CLIENT_SECRET", secrets.of(principal));
                entries.put(principal.name() + "_OBJECT_ID", principal.objectId().toString());
            }
        }
        return entries;
    }

    /// The text as one word of a shell. Only a path can need quotes.
    static String shellWord(String value) {
        return value.matches("[A-Za-z0-9_./:@%+=,-]*")
                ? value
                : "'" + value.replace("'", "'\\''") + "'";
    }
}
