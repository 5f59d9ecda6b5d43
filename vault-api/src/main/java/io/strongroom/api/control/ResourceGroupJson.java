package io.strongroom.api.control;

import io.strongroom.core.identity.SubscriptionId;

/// A resource group. Its location is the first of the installation, because clients use it as the
/// default for new resources.
record ResourceGroupJson(
        String id, String name, String type, String location, Properties properties) {

    record Properties(String provisioningState) {}

    static ResourceGroupJson of(SubscriptionId subscription, String name, String location) {
        return new ResourceGroupJson(
                "/subscriptions/" + subscription + "/resourceGroups/" + name,
                name,
                "Microsoft.Resources/resourceGroups",
                location,
                new Properties("Succeeded"));
    }
}
