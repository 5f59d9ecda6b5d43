package io.strongroom.api.control;

import io.strongroom.core.identity.SubscriptionId;

/// A resource group. It is in no place of its own; its location is the installation's first, which
/// is where clients put what they are told no location for.
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
