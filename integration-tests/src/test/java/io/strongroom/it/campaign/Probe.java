package io.strongroom.it.campaign;

import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A request to a vault, before it is said to which.
///
/// @param path with `{key}` and `{version}`
/// @param body null for none
record Probe(String method, String path, @Nullable String body) {
    private static final String DIGEST = "A".repeat(43);
    private static final List<String> IGNORED =
            List.of("date", "x-ms-request-id", "content-length", "connection", "keep-alive");

    /// Everything that the data plane of keys knows, and some things that it does not.
    static List<Probe> all() {
        List<Probe> probes = new ArrayList<>();
        for (String key : List.of("/keys/{key}", "/keys/{key}/", "/keys/{key}/{version}")) {
            probes.add(new Probe("GET", key, null));
            probes.add(new Probe("PATCH", key, Json.of(Map.of("tags", Map.of("a", "b")))));
        }
        for (String key : List.of("/keys/{key}/", "/keys/{key}/{version}")) {
            probes.add(sign(key, "sign", Map.of("alg", "ES256", "value", DIGEST)));
            probes.add(
                    sign(
                            key,
                            "verify",
                            Map.of("alg", "ES256", "digest", DIGEST, "value", DIGEST + DIGEST)));
            for (String operation : List.of("encrypt", "decrypt", "wrapkey", "unwrapkey")) {
                probes.add(sign(key, operation, Map.of("alg", "RSA-OAEP", "value", "AAAA")));
            }
        }
        probes.add(new Probe("GET", "/keys", null));
        probes.add(new Probe("GET", "/keys/{key}/versions", null));
        probes.add(
                new Probe(
                        "POST",
                        "/keys/{key}/create",
                        Json.of(Map.of("kty", "EC-HSM", "crv", "P-256"))));
        probes.add(new Probe("DELETE", "/keys/{key}", null));
        probes.add(new Probe("PUT", "/keys/{key}", "{}"));
        probes.add(new Probe("POST", "/keys/{key}/backup", null));
        probes.add(new Probe("POST", "/keys/{key}/rotate", null));
        probes.add(new Probe("GET", "/deletedkeys", null));
        probes.add(new Probe("GET", "/deletedkeys/{key}", null));
        probes.add(new Probe("DELETE", "/deletedkeys/{key}", null));
        probes.add(new Probe("POST", "/deletedkeys/{key}/recover", null));
        probes.add(new Probe("GET", "/secrets/{key}", null));
        probes.add(new Probe("GET", "/keys/../keys/{key}", null));
        probes.add(new Probe("GET", "/keys/%2e%2e/{key}", null));
        probes.add(new Probe("GET", "/KEYS/{key}", null));
        return probes;
    }

    private static Probe sign(String key, String operation, Map<String, String> body) {
        return new Probe("POST", key + "/" + operation, Json.of(body));
    }

    String pathFor(String key, String version) {
        return path.replace("{key}", key).replace("{version}", version) + "?api-version=2025-07-01";
    }

    /// The answer without what differs by chance, and without a name.
    static String essence(Answer answer, String name) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer.headers().map());
        IGNORED.forEach(headers::remove);
        return (answer.status() + " " + headers + " " + answer.body()).replace(name, "{name}");
    }
}
