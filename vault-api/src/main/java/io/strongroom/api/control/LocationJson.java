package io.strongroom.api.control;

import io.strongroom.core.identity.SubscriptionId;

/// A location of this installation.
record LocationJson(
        String id, String name, String type, String displayName, String regionalDisplayName) {
    static LocationJson of(SubscriptionId subscription, String name) {
        return new LocationJson(
                "/subscriptions/" + subscription + "/locations/" + name,
                name,
                "Region",
                name,
                name);
    }
}
