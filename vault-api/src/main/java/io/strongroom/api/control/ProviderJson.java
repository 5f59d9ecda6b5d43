package io.strongroom.api.control;

import io.strongroom.core.identity.SubscriptionId;
import java.util.List;

/// The resource provider `Microsoft.KeyVault`: generic clients look up api-versions in it.
record ProviderJson(
        String id,
        String namespace,
        String registrationState,
        String registrationPolicy,
        List<ResourceType> resourceTypes) {

    record ResourceType(String resourceType, List<String> locations, List<String> apiVersions) {}

    static ProviderJson of(SubscriptionId subscription, List<String> locations) {
        List<String> versions = ControlVersions.KEY_VAULT.supported();
        return new ProviderJson(
                "/subscriptions/" + subscription + "/providers/Microsoft.KeyVault",
                "Microsoft.KeyVault",
                "Registered",
                "RegistrationRequired",
                List.of(
                        new ResourceType("vaults", locations, versions),
                        new ResourceType("vaults/accessPolicies", locations, versions),
                        new ResourceType("checkNameAvailability", List.of(), versions),
                        new ResourceType("operations", List.of(), versions)));
    }
}
