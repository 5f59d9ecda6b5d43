package io.strongroom.it.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who speaks HTTP to one node by hand.
public final class Person {
    /// The newest version of the data plane.
    public static final String DATA_VERSION = "2025-07-01";

    /// A version of the control plane in which access policies are the default.
    public static final String CONTROL_VERSION = "2025-05-01";

    private final Installation installation;
    private final Raw raw;
    private final Principal principal;
    private final Tokens tokens;

    Person(Installation installation, Raw raw, Tokens tokens, Principal principal) {
        this.installation = installation;
        this.raw = raw;
        this.tokens = tokens;
        this.principal = principal;
    }

    public Principal principal() {
        return principal;
    }

    public String token(Plane plane) {
        return tokens.of(principal, plane);
    }

    /// A request to a vault; the api-version is added to a path without a query.
    public Answer data(String method, String vault, String path, @Nullable Object body) {
        return raw.send(
                method,
                installation.vault(vault) + versioned(path, DATA_VERSION),
                token(Plane.DATA),
                body == null ? null : Json.of(body));
    }

    /// A request to the control plane or the log; the api-version is added to a path without a
    /// query.
    public Answer control(String method, String path, @Nullable Object body) {
        return raw.send(
                method,
                installation.url() + versioned(path, CONTROL_VERSION),
                token(Plane.CONTROL),
                body == null ? null : Json.of(body));
    }

    private static String versioned(String path, String version) {
        return path.contains("?") ? path : path + "?api-version=" + version;
    }

    /// Creates a vault in the principal's own subscription, and gives the principal every right on
    /// its keys: an owner has none without a policy.
    public Answer createVault(String name, Map<Principal, List<String>> keyPermissions) {
        Map<Principal, List<String>> all = new LinkedHashMap<>(keyPermissions);
        all.putIfAbsent(principal, List.of("all", "purge"));
        return createVaultOnlyFor(name, all);
    }

    /// Creates a vault in the principal's own subscription, with these policies and no other.
    public Answer createVaultOnlyFor(String name, Map<Principal, List<String>> keyPermissions) {
        return control(
                "PUT",
                vaultPath(name),
                Map.of(
                        "location",
                        "local",
                        "properties",
                        Map.of(
                                "tenantId", principal.tenantId(),
                                "sku", Map.of("family", "A", "name", "premium"),
                                "enableRbacAuthorization", false,
                                "accessPolicies", policies(keyPermissions))));
    }

    /// Changes the access policies of a vault.
    ///
    /// @param change `add`, `replace` or `remove`
    public Answer changePolicies(
            String vault, String change, Map<Principal, List<String>> keyPermissions) {
        return control(
                "PUT",
                vaultPath(vault) + "/accessPolicies/" + change,
                Map.of("properties", Map.of("accessPolicies", policies(keyPermissions))));
    }

    private List<Object> policies(Map<Principal, List<String>> keyPermissions) {
        return keyPermissions.entrySet().stream()
                .<Object>map(e ->
                        Map.of(
                                "tenantId", principal.tenantId(),
                                "objectId", e.getKey().objectId(),
                                "permissions", Map.of("keys", e.getValue())))
                .toList();
    }

    /// Path of a vault of the principal's own subscription.
    public String vaultPath(String name) {
        return "/subscriptions/%s/resourceGroups/main/providers/Microsoft.KeyVault/vaults/%s"
                .formatted(installation.subscription(principal.organisation()), name);
    }

    /// Creates a key.
    public Answer createKey(String vault, String name, Map<String, ?> wish) {
        return data("POST", vault, "/keys/" + name + "/create", wish);
    }

    /// Creates an EC-HSM key on P-256.
    public Answer createEcKey(String vault, String name) {
        return createKey(vault, name, Map.of("kty", "EC-HSM", "crv", "P-256")).ok();
    }

    /// Signs with the key's current version.
    ///
    /// @param digest in base64url
    public Answer sign(String vault, String key, String algorithm, String digest) {
        return data(
                "POST",
                vault,
                "/keys/" + key + "//sign",
                Map.of("alg", algorithm, "value", digest));
    }

    /// Enables or disables the current version of a key.
    public Answer enable(String vault, String key, boolean enabled) {
        return data(
                "PATCH",
                vault,
                "/keys/" + key + "/",
                Map.of("attributes", Map.of("enabled", enabled)));
    }
}
