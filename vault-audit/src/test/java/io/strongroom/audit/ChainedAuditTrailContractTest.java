package io.strongroom.audit;

import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.AuditTrail;
import io.strongroom.core.audit.AuditTrailContract;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

class ChainedAuditTrailContractTest extends AuditTrailContract {
    private final InMemoryChains chains = new InMemoryChains();
    private final ChainedAuditTrail trail = chains.trail("node-1");

    @AfterEach
    void close() {
        trail.close();
    }

    @Override
    protected AuditTrail trail() {
        return trail;
    }

    @Override
    protected List<AuditEvent> recorded(TenantId tenant) {
        return chains.recorded(tenant).stream().map(RecordedEvent::event).toList();
    }

    @Override
    protected void setGeneration(TenantId tenant, UUID subject, long generation) {
        chains.setGeneration(subject, generation);
    }

    @Override
    protected OptionalLong generation(UUID subject) {
        return chains.generation(subject);
    }

    @Override
    protected Change advance(TenantId tenant, UUID subject, long before) {
        return InMemoryChains.advance(subject, before);
    }

    @Override
    protected void loseStore() {
        chains.lose();
        Threads.until(() -> !trail.isOpen());
    }

    @Override
    protected void returnStore() {
        chains.bringBack();
        Threads.until(trail::isOpen);
    }
}
