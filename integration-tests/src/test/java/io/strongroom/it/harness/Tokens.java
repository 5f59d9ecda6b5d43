package io.strongroom.it.harness;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Logs principals in by OAuth2 client credentials, once each.
public final class Tokens {
    private record Wanted(Principal principal, Plane plane) {}

    private final Installation installation;
    private final Raw raw;
    private final Map<Wanted, String> known = new ConcurrentHashMap<>();

    Tokens(Installation installation, Raw raw) {
        this.installation = installation;
        this.raw = raw;
    }

    /// An access token.
    public String of(Principal principal, Plane plane) {
        return known.computeIfAbsent(new Wanted(principal, plane), this::login);
    }

    private String login(Wanted wanted) {
        Principal who = wanted.principal();
        String form =
                "grant_type=client_credentials&client_id=%s&client_secret=%s&scope=%s"
                        .formatted(
                                encoded(who.clientId()),
                                encoded(who.clientSecret()),
                                encoded(installation.scope(wanted.plane())));
        return raw.send(
                        "POST",
                        installation.authority() + "/" + who.tenantId() + "/oauth2/v2.0/token",
                        null,
                        form,
                        Map.of("Content-Type", "application/x-www-form-urlencoded"))
                .ok()
                .json()
                .path("access_token")
                .asText();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
