package io.strongroom.core.vault;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import java.util.OptionalLong;
import java.util.UUID;

final class InMemoryVaultRepositoryTest extends VaultRepositoryContract {
    private final InMemoryStore store = new InMemoryStore();
    private final VaultRepository repository = new InMemoryVaultRepository(store);

    @Override
    protected VaultRepository repository() {
        return repository;
    }

    @Override
    protected boolean commit(TenantId tenant, Change change) {
        return store.commit(change);
    }

    @Override
    protected OptionalLong generation(UUID subject) {
        return store.generation(subject);
    }
}
