package io.strongroom.api;

import io.strongroom.core.administration.TenantAdministration;
import io.strongroom.core.administration.TenantRequest;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.AuditedOperations;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/// Brings the tenants to what the configuration says, before the service answers anybody. Each
/// tenant finds that in its log.
final class ConfiguredTenants {
    private final AuditedOperations operations;
    private final TenantAdministration tenants;
    private final Supplier<UUID> ids;
    private final Clock clock;

    ConfiguredTenants(
            AuditedOperations operations,
            TenantAdministration tenants,
            Supplier<UUID> ids,
            Clock clock) {
        this.operations = operations;
        this.tenants = tenants;
        this.ids = ids;
        this.clock = clock;
    }

    ConfiguredTenants apply(TenantSettings settings) {
        settings.tenants().forEach(this::apply);
        return this;
    }

    private void apply(TenantSettings.Entry entry) {
        operations.perform(
                Action.TENANT_PUT,
                start(),
                evidence ->
                        tenants.put(
                                evidence,
                                new TenantRequest(
                                        new TenantId(entry.id()),
                                        entry.name(),
                                        entry.core(),
                                        entry.ownerIds(),
                                        entry.officerIds())));
    }

    private RequestFacts start() {
        return new RequestFacts(
                ids.get().toString(),
                "PUT",
                "strongroom:configuration",
                null,
                "127.0.0.1",
                null,
                clock.instant(),
                System.nanoTime());
    }
}
