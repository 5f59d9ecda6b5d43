package io.strongroom.dev.token;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who may get tokens.
public final class Clients {
    private final Map<UUID, Client> byId;
    private final Set<UUID> tenants;

    public Clients(Collection<Client> clients) {
        byId = clients.stream().collect(Collectors.toMap(Client::id, Function.identity()));
        tenants = clients.stream().map(Client::tenant).collect(Collectors.toSet());
    }

    public Set<UUID> tenants() {
        return tenants;
    }

    /// The tenant that a URL names.
    ///
    /// @throws TokenRefusal `invalid_request` when there is no such tenant
    UUID requireTenant(String text) {
        return parse(text)
                .filter(tenants::contains)
                .orElseThrow(() -> TokenRefusal.unknownTenant(text));
    }

    Optional<Client> find(String clientId) {
        return parse(clientId).map(byId::get);
    }

    private static Optional<UUID> parse(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
