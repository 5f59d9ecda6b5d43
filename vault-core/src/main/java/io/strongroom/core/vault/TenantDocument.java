package io.strongroom.core.vault;

import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// How a tenant is stored, with its wrapped keys.
public final class TenantDocument implements Kind<Tenant> {

    @Override
    public String name() {
        return "tenant";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Guard guard(Tenant value) {
        return value.guard();
    }

    @Override
    public void write(Tenant value, CanonicalBytes document) {
        document.id(value.id().value()).text(value.name()).number(value.keys().size());
        for (TenantKey key : value.keys()) {
            document.text(key.pool().value()).bytes(key.wrapped()).number(key.rootVersion());
        }
        document.number(value.subscriptions().size());
        for (Subscription subscription : value.subscriptions()) {
            document.id(subscription.id().value())
                    .text(subscription.displayName())
                    .texts(subscription.resourceGroups());
        }
        document.texts(value.owners().stream().map(PrincipalId::value).sorted().toList())
                .texts(value.officers().stream().map(PrincipalId::value).sorted().toList())
                .number(value.generation());
    }

    @Override
    public Tenant read(CanonicalReader document) {
        TenantId id = new TenantId(document.id());
        return new Tenant(
                id,
                document.text(),
                keys(id, document),
                subscriptions(document),
                principals(document),
                principals(document),
                document.number());
    }

    private static List<TenantKey> keys(TenantId tenant, CanonicalReader document) {
        int count = document.count();
        List<TenantKey> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(
                    new TenantKey(
                            tenant,
                            new PoolName(document.text()),
                            document.bytes(),
                            document.smallNumber()));
        }
        return keys;
    }

    private static List<Subscription> subscriptions(CanonicalReader document) {
        int count = document.count();
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subscriptions.add(
                    new Subscription(
                            new SubscriptionId(document.id()), document.text(), document.texts()));
        }
        return subscriptions;
    }

    private static Set<PrincipalId> principals(CanonicalReader document) {
        return document.texts().stream().map(PrincipalId::new).collect(Collectors.toSet());
    }
}
