package io.strongroom.api.control;

import io.strongroom.core.vault.Vault;
import java.util.List;

/// The access policies of a vault as a separate resource.
record AccessPoliciesJson(
        String id, String name, String type, String location, Properties properties) {

    record Properties(List<AccessPolicyJson> accessPolicies) {}

    static AccessPoliciesJson of(Vault vault) {
        return new AccessPoliciesJson(
                vault.resourceId() + "/accessPolicies/",
                vault.name().value(),
                "Microsoft.KeyVault/vaults/accessPolicies",
                vault.location(),
                new Properties(
                        AccessPolicyJson.of(
                                vault.settings().accessPolicies(), vault.id().tenant())));
    }
}
