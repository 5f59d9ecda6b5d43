package io.strongroom.audit;

import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

class ChainedAuditTrailContractTest extends ChainedAuditTrailContract {
    private final InMemoryChains chains = new InMemoryChains();

    @Override
    protected ChainedAuditTrail start(String node) {
        return chains.trail(node);
    }

    @Override
    protected List<RecordedEvent> records(TenantId tenant) {
        return chains.recorded(tenant);
    }

    @Override
    protected Verification verify(String node) {
        return chains.verify(node);
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
        Threads.until(() -> !trail().isOpen());
    }

    @Override
    protected void returnStore() {
        chains.bringBack();
        Threads.until(trail()::isOpen);
    }
}
