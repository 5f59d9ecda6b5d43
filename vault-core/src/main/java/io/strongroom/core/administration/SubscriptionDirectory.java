package io.strongroom.core.administration;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.Subscription;
import java.util.List;

/// Shows the caller's subscriptions and resource groups. A subscription of another tenant is
/// answered exactly like one that does not exist.
public final class SubscriptionDirectory {

    /// Lists the caller's subscriptions; empty if the caller has no role, as in Azure.
    public Decided.Answer<List<Subscription>> list(TenantVisit visit) {
        boolean reader = visit.has(Right.SUBSCRIPTIONS_READ, "/subscriptions");
        return Decided.answer(reader ? visit.tenant().subscriptions() : List.of());
    }

    /// Reads a subscription with its resource groups.
    ///
    /// @throws VaultException `SUBSCRIPTION_NOT_FOUND`, `AUTHORIZATION_FAILED`
    public Decided.Answer<Subscription> get(TenantVisit visit, SubscriptionId id) {
        return Decided.answer(read(visit, id));
    }

    /// Reads the name of a resource group, as it was created.
    ///
    /// @throws VaultException `RESOURCE_GROUP_NOT_FOUND` and those of [#get]
    public Decided.Answer<String> resourceGroup(TenantVisit visit, SubscriptionId id, String name) {
        return Decided.answer(requireGroup(read(visit, id), name));
    }

    private static Subscription read(TenantVisit visit, SubscriptionId id) {
        Subscription found = require(visit, id);
        String scope = "/subscriptions/" + id;
        visit.evidence().about(Target.resource(visit.tenant().id(), scope, null));
        visit.require(Right.SUBSCRIPTIONS_READ, scope);
        return found;
    }

    /// Requires that the subscription is the tenant's.
    static Subscription require(TenantVisit visit, SubscriptionId id) {
        return visit.tenant()
                .subscription(id)
                .orElseThrow(() ->
                        new VaultException(
                                Problem.SUBSCRIPTION_NOT_FOUND,
                                "The subscription '" + id + "' could not be found."));
    }

    /// Requires that the subscription has the resource group.
    ///
    /// @return its name as it was created
    static String requireGroup(Subscription subscription, String name) {
        return subscription
                .resourceGroup(name)
                .orElseThrow(() ->
                        new VaultException(
                                Problem.RESOURCE_GROUP_NOT_FOUND,
                                "Resource group '" + name + "' could not be found."));
    }
}
