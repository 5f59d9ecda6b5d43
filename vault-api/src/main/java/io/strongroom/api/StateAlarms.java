package io.strongroom.api;

import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.postgres.StateFinding;
import io.strongroom.postgres.StateSweep;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports what the sweep of sealed state finds: in the service's log, and in the log of the tenant
/// that owns the rows.
final class StateAlarms {
    private static final Logger LOG = LoggerFactory.getLogger(StateAlarms.class);
    private final AuditedOperations operations;
    private final Supplier<UUID> ids;
    private final Clock clock;

    StateAlarms(AuditedOperations operations, Supplier<UUID> ids, Clock clock) {
        this.operations = operations;
        this.ids = ids;
        this.clock = clock;
    }

    /// Records an integrity event.
    ///
    /// @throws VaultException if it could not be recorded
    void found(StateFinding finding) {
        LOG.error(
                "stored data failed its integrity check: {} {} of tenant {}",
                finding.reason(),
                finding.details(),
                finding.tenant());
        try {
            record(
                    finding.tenant(),
                    evidence -> {
                        finding.details().forEach(evidence::detail);
                        throw new VaultException.Integrity(finding.reason());
                    });
        } catch (VaultException.Integrity recorded) {
            // this is what was to be recorded
        }
    }

    /// Records that rows which were there before the sets were taken as they were.
    ///
    /// @throws VaultException if it could not be recorded
    void begun(StateSweep.Begun begun) {
        LOG.info("the sweep begins with {} rows of tenant {}", begun.rows(), begun.tenant());
        record(
                begun.tenant(),
                evidence -> {
                    evidence.detail("rows", Long.toString(begun.rows()));
                    evidence.detail("trusted", "first-use");
                    return Decided.answer(true);
                });
    }

    private void record(TenantId tenant, Function<Evidence, Decided<Boolean>> outcome) {
        operations.perform(
                Action.STATE_VERIFY,
                RequestFacts.ofTask(ids.get().toString(), StateSweep.NAME, clock.instant()),
                evidence -> {
                    evidence.about(Target.of(tenant));
                    evidence.by(Caller.service(tenant, StateSweep.NAME));
                    return outcome.apply(evidence);
                });
    }
}
