package io.strongroom.api;

import io.strongroom.audit.BrokenChain;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.operation.Evidence;
import io.strongroom.postgres.ChainVerification;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports a broken chain: in the service's log, and in the logs of the tenants whose records are
/// there.
final class ChainAlarms implements Consumer<BrokenChain> {
    private static final Logger LOG = LoggerFactory.getLogger(ChainAlarms.class);
    private final AuditedOperations operations;
    private final Supplier<UUID> ids;
    private final Clock clock;

    ChainAlarms(AuditedOperations operations, Supplier<UUID> ids, Clock clock) {
        this.operations = operations;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void accept(BrokenChain broken) {
        LOG.error(
                "stored data failed its integrity check: the audit chain of node \"{}\" is broken at sequence {}: {}",
                broken.node(),
                broken.sequence(),
                broken.reason());
        Set<TenantId> tenants =
                broken.tenants().isEmpty() ? Set.of(TenantId.NONE) : broken.tenants();
        tenants.forEach(tenant -> record(tenant, broken));
    }

    private void record(TenantId tenant, BrokenChain broken) {
        try {
            operations.perform(
                    Action.AUDIT_VERIFY,
                    RequestFacts.ofTask(
                            ids.get().toString(), ChainVerification.NAME, clock.instant()),
                    evidence -> {
                        throw found(tenant, broken, evidence);
                    });
        } catch (VaultException.Integrity recorded) {
            // this is what was to be recorded
        } catch (VaultException e) {
            LOG.warn("the broken audit chain could not be recorded: {}", e.description());
        }
    }

    private static VaultException.Integrity found(
            TenantId tenant, BrokenChain broken, Evidence evidence) {
        evidence.about(Target.of(tenant));
        evidence.by(Caller.service(tenant, ChainVerification.NAME));
        evidence.detail("node", broken.node());
        evidence.detail("sequence", Long.toString(broken.sequence()));
        return new VaultException.Integrity("the audit chain is broken: " + broken.reason());
    }
}
