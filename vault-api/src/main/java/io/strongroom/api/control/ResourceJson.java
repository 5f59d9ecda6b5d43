package io.strongroom.api.control;

import io.strongroom.core.vault.Vault;
import java.util.Map;
import java.util.TreeMap;

/// A vault in a list of resources.
record ResourceJson(
        String id, String name, String type, String location, Map<String, String> tags) {
    static ResourceJson of(Vault vault) {
        return new ResourceJson(
                vault.resourceId(),
                vault.name().value(),
                VaultJson.TYPE,
                vault.location(),
                new TreeMap<>(vault.settings().tags()));
    }
}
