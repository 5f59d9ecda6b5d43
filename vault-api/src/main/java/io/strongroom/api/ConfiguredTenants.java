package io.strongroom.api;

import io.strongroom.core.VaultException;
import io.strongroom.core.administration.TenantAdministration;
import io.strongroom.core.administration.TenantRequest;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.schedule.Scheduler;
import io.strongroom.core.schedule.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/// Applies the configuration to the tenants, before the service answers requests. Each tenant's log
/// has a record of it. Nodes that start together do it one after the other.
final class ConfiguredTenants implements Task {
    static final String NAME = "configuration";
    private static final Duration OTHER_NODE = Duration.ofSeconds(30);

    private final AuditedOperations operations;
    private final TenantAdministration tenants;
    private final TenantSettings settings;
    private final Supplier<UUID> ids;
    private final Clock clock;

    ConfiguredTenants(
            AuditedOperations operations,
            TenantAdministration tenants,
            TenantSettings settings,
            Supplier<UUID> ids,
            Clock clock) {
        this.operations = operations;
        this.tenants = tenants;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// Waits for other nodes that start, and runs.
    ConfiguredTenants apply(Scheduler scheduler) {
        scheduler.runNow(this, OTHER_NODE);
        return this;
    }

    @Override
    public String name() {
        return NAME;
    }

    /// It runs at each start, and not by the clock.
    @Override
    public Duration interval() {
        return Duration.ZERO;
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        settings.tenants().forEach(this::put);
    }

    /// A tenant whose rows were edited or removed is not made anew.
    private void put(TenantSettings.Entry entry) {
        try {
            putIntact(entry);
        } catch (VaultException.Integrity edited) {
            throw new StartException(
                    "tenant %s: %s: restore its rows from a backup of the database"
                            .formatted(entry.id(), edited.description()),
                    edited);
        }
    }

    private void putIntact(TenantSettings.Entry entry) {
        TenantRequest request =
                new TenantRequest(
                        new TenantId(entry.id()),
                        entry.name(),
                        entry.core(),
                        entry.ownerIds(),
                        entry.officerIds());
        operations.perform(
                Action.TENANT_PUT,
                RequestFacts.ofTask(ids.get().toString(), name(), clock.instant()),
                evidence -> {
                    evidence.by(Caller.service(request.id(), name()));
                    return tenants.put(evidence, request);
                });
    }
}
