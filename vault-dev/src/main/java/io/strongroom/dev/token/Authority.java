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
/// @param port of HTTPS; 443 is in no address
public record Authority(int port) {
    private static final String DEFAULT_PORT = ":443";
    private static final List<String> HOSTS =
            List.of("localhost", "login.localhost", "management.localhost", "127.0.0.1");

    /// The base address for a request with this Host header.
    String dialled(@Nullable String host) {
        String named = host == null || !host.endsWith(DEFAULT_PORT) ? host : withoutPort(host);
        return addresses()
                .filter(address -> address.equalsIgnoreCase("https://" + named))
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
        String suffix = ":" + port;
        return HOSTS.stream()
                .map(host -> "https://" + host + (suffix.equals(DEFAULT_PORT) ? "" : suffix));
    }

    private static String withoutPort(String host) {
        return host.substring(0, host.length() - DEFAULT_PORT.length());
    }
}
