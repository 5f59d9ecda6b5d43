package io.strongroom.it.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Principal;
import io.strongroom.it.harness.Role;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Creates keys and adds access policies in turn, and knows what was confirmed. One thread owns it
/// until the load has stopped.
final class Changes {
    private static final String DIGEST = "A".repeat(43);
    private static final List<String> RIGHTS = List.of("get", "sign");
    private final Person admin;
    private final String vault;
    private final Map<String, Boolean> keys = new HashMap<>();
    private final Map<String, Boolean> policies = new HashMap<>();

    Changes(Person admin, String vault) {
        this.admin = admin;
        this.vault = vault;
    }

    /// Makes the next change.
    Answer next() {
        return keys.size() > policies.size() ? addPolicy() : createKey();
    }

    private Answer createKey() {
        String name = "made-" + keys.size();
        keys.put(name, false); // an answer that does not come is no confirmation
        Answer answer = admin.createKey(vault, name, Map.of("kty", "EC-HSM", "crv", "P-256"));
        keys.put(name, answer.status() / 100 == 2);
        return answer;
    }

    private Answer addPolicy() {
        String objectId = UUID.randomUUID().toString();
        policies.put(objectId, false);
        Principal principal =
                new Principal(
                        Organisation.CONTOSO,
                        Role.APP,
                        admin.principal().tenantId(),
                        objectId,
                        "",
                        objectId);
        Answer answer = admin.changePolicies(vault, "add", Map.of(principal, RIGHTS));
        policies.put(objectId, answer.status() / 100 == 2);
        return answer;
    }

    long confirmed() {
        return count(keys, true) + count(policies, true);
    }

    long refused() {
        return count(keys, false) + count(policies, false);
    }

    private static long count(Map<String, Boolean> changes, boolean confirmed) {
        return changes.values().stream().filter(c -> c == confirmed).count();
    }

    /// Changes that were confirmed and are not there, or were refused and are there in part.
    ///
    /// @param node another than that which made them
    long broken(Node node) {
        Person reader = node.admin();
        long brokenKeys =
                keys.entrySet().stream()
                        .filter(key -> !isWhole(reader, key.getKey(), key.getValue()))
                        .count();
        Map<String, JsonNode> found = new HashMap<>();
        reader.control("GET", reader.vaultPath(vault), null)
                .ok()
                .json()
                .path("properties")
                .path("accessPolicies")
                .forEach(policy -> found.put(policy.path("objectId").asText(), policy));
        return brokenKeys
                + policies.entrySet().stream()
                        .filter(policy -> !isWhole(found.get(policy.getKey()), policy.getValue()))
                        .count();
    }

    private boolean isWhole(Person reader, String key, boolean confirmed) {
        try {
            int read = reader.data("GET", vault, "/keys/" + key, null).status();
            int signed = reader.sign(vault, key, "ES256", DIGEST).status();
            return (read == 200 && signed == 200) || (!confirmed && read == 404 && signed == 404);
        } catch (UncheckedIOException noAnswer) {
            return false;
        }
    }

    private static boolean isWhole(@Nullable JsonNode policy, boolean confirmed) {
        if (policy == null) {
            return !confirmed;
        }
        return policy.path("permissions").path("keys").size() == RIGHTS.size();
    }
}
