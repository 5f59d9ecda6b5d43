package io.strongroom.api;

import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.vault.Subscription;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The tenants of the installation.
@ConfigurationProperties("strongroom")
record TenantSettings(@DefaultValue List<Entry> tenants) {

    /// A tenant.
    ///
    /// @param owners ids of the principals that own its subscriptions
    /// @param officers ids of its security officers
    record Entry(
            UUID id,
            String name,
            @DefaultValue List<String> owners,
            @DefaultValue List<String> officers,
            @DefaultValue List<SubscriptionEntry> subscriptions) {

        Set<PrincipalId> ownerIds() {
            return ids(owners);
        }

        Set<PrincipalId> officerIds() {
            return ids(officers);
        }

        List<Subscription> core() {
            return subscriptions.stream().map(SubscriptionEntry::core).toList();
        }

        private static Set<PrincipalId> ids(List<String> texts) {
            return texts.stream().map(PrincipalId::new).collect(Collectors.toSet());
        }
    }

    /// A subscription of a tenant.
    record SubscriptionEntry(
            UUID id, String displayName, @DefaultValue List<String> resourceGroups) {
        Subscription core() {
            return new Subscription(new SubscriptionId(id), displayName, resourceGroups);
        }
    }
}
