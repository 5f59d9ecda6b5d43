package io.strongroom.postgres;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.ChainedAuditTrailContract;
import io.strongroom.audit.Threads;
import io.strongroom.audit.Verification;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.localpostgres.TestDatabase;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

class PostgresAuditTrailContractTest extends ChainedAuditTrailContract {
    private static final AuditDatabase DATABASE = AuditDatabase.create();

    @Override
    protected ChainedAuditTrail start(String node) {
        return DATABASE.trail(node);
    }

    @Override
    protected List<RecordedEvent> records(TenantId tenant) {
        return DATABASE.recorded(tenant);
    }

    @Override
    protected Verification verify(String node) {
        return DATABASE.verify(node);
    }

    @Override
    protected void setGeneration(TenantId tenant, UUID subject, long generation) {
        DATABASE.setGeneration(tenant, subject, generation);
    }

    @Override
    protected OptionalLong generation(UUID subject) {
        return DATABASE.generation(subject);
    }

    @Override
    protected Change advance(TenantId tenant, UUID subject, long before) {
        return AuditDatabase.advance(tenant, subject, before);
    }

    @Override
    protected void loseStore() {
        TestDatabase.server().kill();
        // a process of the killed server may serve its client for a moment yet
        Threads.until(() -> !trail().isOpen());
    }

    @Override
    protected void returnStore() {
        TestDatabase.server().restart();
        Threads.until(trail()::isOpen);
    }
}
