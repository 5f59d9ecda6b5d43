package io.strongroom.dev;

import io.strongroom.dev.token.Client;
import io.strongroom.dev.token.Clients;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// The client secrets of the demo principals, made once in each installation.
final class ClientSecrets {
    private final Map<DemoPrincipal, String> secrets = new LinkedHashMap<>();

    private ClientSecrets() {}

    /// Reads the secrets, and makes those that are not there.
    ///
    /// @param folder holds one file for each principal
    static ClientSecrets prepare(Path folder) {
        ClientSecrets all = new ClientSecrets();
        for (DemoTenant tenant : DemoTenant.values()) {
            for (DemoPrincipal principal : tenant.principals()) {
                Path file = folder.resolve(principal.name());
                all.secrets.put(
                        principal, PrivateFiles.readOrCreate(file, PrivateFiles::randomWord));
            }
        }
        return all;
    }

    String of(DemoPrincipal principal) {
        return Objects.requireNonNull(secrets.get(principal));
    }

    /// All principals as the token service knows them.
    Clients clients() {
        return new Clients(
                secrets.entrySet().stream()
                        .map(entry -> client(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Client client(DemoPrincipal principal, String secret) {
        return new Client(
                principal.tenant().id(),
                principal.clientId(),
                principal.objectId(),
                principal.displayName(),
                secret);
    }
}
