package io.strongroom.dev.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The hosts under which the token service is dialled. Documents and tokens name the host that the
/// client dialled, because some clients refuse an issuer on another host; a host that is not on the
/// list is answered as the first.
///
/// @param port of HTTPS
public record Authority(int port) {
    private static final List<String> HOSTS =
            List.of("localhost", "login.localhost", "management.localhost", "127.0.0.1");

    /// The base address for a request with this Host header.
    String dialled(@Nullable String host) {
        return addresses()
                .filter(address -> address.equalsIgnoreCase("https://" + host))
                .findFirst()
                .orElseGet(() -> addresses().findFirst().orElseThrow());
    }

    /// Every issuer that the service's tokens can name, with the tenant it issues for.
    public Map<String, UUID> issuers(Set<UUID> tenants) {
        Map<String, UUID> issuers = new LinkedHashMap<>();
        for (UUID tenant : tenants) {
            addresses()
                    .forEach(address ->
                            Stream.of(TokenVersion.values())
                                    .map(version -> version.issuer(address, tenant))
                                    .forEach(issuer -> issuers.put(issuer, tenant)));
        }
        return issuers;
    }

    private Stream<String> addresses() {
        return HOSTS.stream().map(host -> "https://" + host + ":" + port);
    }
}
