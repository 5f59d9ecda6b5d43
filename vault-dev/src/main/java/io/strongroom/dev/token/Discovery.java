package io.strongroom.dev.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Where clients learn the token service's addresses and keys (OpenID Connect Discovery 1.0 §3).
@RestController
public final class Discovery {
    private final Clients clients;
    private final SigningKey key;
    private final Authority authority;

    public Discovery(Clients clients, SigningKey key, Authority authority) {
        this.clients = clients;
        this.key = key;
        this.authority = authority;
    }

    @GetMapping("/{tenant}/v2.0/.well-known/openid-configuration")
    Map<String, Object> second(
            @PathVariable String tenant,
            @RequestHeader(name = HttpHeaders.HOST, required = false) @Nullable String host) {
        UUID id = clients.requireTenant(tenant);
        String base = authority.dialled(host);
        return document(
                TokenVersion.V2.issuer(base, id),
                base + "/" + id + "/oauth2/v2.0",
                base + "/" + id + "/discovery/v2.0/keys");
    }

    @GetMapping("/{tenant}/.well-known/openid-configuration")
    Map<String, Object> first(
            @PathVariable String tenant,
            @RequestHeader(name = HttpHeaders.HOST, required = false) @Nullable String host) {
        UUID id = clients.requireTenant(tenant);
        String base = authority.dialled(host);
        return document(
                TokenVersion.V1.issuer(base, id),
                base + "/" + id + "/oauth2",
                base + "/" + id + "/discovery/keys");
    }

    @GetMapping({
        "/adfs/.well-known/openid-configuration",
        "/adfs/adfs/.well-known/openid-configuration"
    })
    Map<String, Object> federation(
            @RequestHeader(name = HttpHeaders.HOST, required = false) @Nullable String host) {
        String base = authority.dialled(host) + "/adfs";
        return document(base, base + "/oauth2", base + "/discovery/keys");
    }

    @GetMapping({
        "/{tenant}/discovery/v2.0/keys",
        "/{tenant}/discovery/keys",
        "/adfs/discovery/keys",
        "/adfs/adfs/discovery/keys",
        "/common/discovery/keys",
        "/common/discovery/v2.0/keys"
    })
    Map<String, Object> keys() {
        return key.publicJwkSet();
    }

    /// Tells clients that do not know this host that it is an authority of its own.
    @GetMapping("/common/discovery/instance")
    Map<String, Object> instance(
            @RequestParam(name = "authorization_endpoint", required = false)
                    @Nullable String endpoint,
            @RequestHeader(name = HttpHeaders.HOST, required = false) @Nullable String host) {
        String base = authority.dialled(host);
        String name = base.substring("https://".length());
        String tenant =
                clients.tenants().stream()
                        .map(UUID::toString)
                        .filter(id -> endpoint != null && endpoint.contains("/" + id + "/"))
                        .findFirst()
                        .orElse("common");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "tenant_discovery_endpoint",
                base + "/" + tenant + "/v2.0/.well-known/openid-configuration");
        body.put("api-version", "1.1");
        body.put(
                "metadata",
                List.of(
                        Map.of(
                                "preferred_network",
                                name,
                                "preferred_cache",
                                name,
                                "aliases",
                                List.of(name))));
        return body;
    }

    private static Map<String, Object> document(String issuer, String oauth2, String keys) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("issuer", issuer);
        body.put("authorization_endpoint", oauth2 + "/authorize");
        body.put("token_endpoint", oauth2 + "/token");
        body.put("jwks_uri", keys);
        body.put(
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_post", "client_secret_basic"));
        body.put("grant_types_supported", List.of("client_credentials"));
        body.put("response_types_supported", List.of("token"));
        body.put("response_modes_supported", List.of("query"));
        body.put("subject_types_supported", List.of("pairwise"));
        body.put("id_token_signing_alg_values_supported", List.of("RS256"));
        body.put("scopes_supported", List.of("openid"));
        return body;
    }

    /// As Entra answers for a tenant that is not there.
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refuse(TokenRefusal refusal) {
        return ResponseEntity.status(refusal.status())
                .body(
                        Map.of(
                                "error",
                                refusal.error(),
                                "error_description",
                                "AADSTS" + refusal.code() + ": " + refusal.getMessage()));
    }
}
