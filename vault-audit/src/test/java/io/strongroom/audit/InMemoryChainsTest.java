package io.strongroom.audit;

import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import java.util.OptionalLong;
import java.util.UUID;

class InMemoryChainsTest extends ChainStoreContract {
    private final InMemoryChains chains = new InMemoryChains();

    @Override
    protected ChainSource source() {
        return chains.source();
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
    }

    @Override
    protected void returnStore() {
        chains.bringBack();
    }
}
