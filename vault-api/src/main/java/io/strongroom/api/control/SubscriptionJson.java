package io.strongroom.api.control;

import io.strongroom.core.identity.TenantId;
import io.strongroom.core.vault.Subscription;
import java.util.List;

/// A subscription.
record SubscriptionJson(
        String id,
        String authorizationSource,
        List<String> managedByTenants,
        String subscriptionId,
        String tenantId,
        String displayName,
        String state,
        Policies subscriptionPolicies) {

    record Policies(String locationPlacementId, String quotaId, String spendingLimit) {}

    static List<SubscriptionJson> of(List<Subscription> subscriptions, TenantId tenant) {
        return subscriptions.stream().map(subscription -> of(subscription, tenant)).toList();
    }

    static SubscriptionJson of(Subscription subscription, TenantId tenant) {
        return new SubscriptionJson(
                "/subscriptions/" + subscription.id(),
                "RoleBased",
                List.of(),
                subscription.id().toString(),
                tenant.toString(),
                subscription.displayName(),
                "Enabled",
                new Policies("Public_2014-09-01", "PayAsYouGo_2014-09-01", "Off"));
    }
}
