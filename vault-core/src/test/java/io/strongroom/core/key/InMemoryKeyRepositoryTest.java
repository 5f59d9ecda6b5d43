package io.strongroom.core.key;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.InMemoryVaultRepository;
import io.strongroom.core.vault.VaultRepository;
import java.util.OptionalLong;
import java.util.UUID;

final class InMemoryKeyRepositoryTest extends KeyRepositoryContract {
    private final InMemoryStore store = new InMemoryStore();
    private final VaultRepository vaults = new InMemoryVaultRepository(store);
    private final KeyRepository repository = new InMemoryKeyRepository(store);

    @Override
    protected KeyRepository repository() {
        return repository;
    }

    @Override
    protected VaultRepository vaults() {
        return vaults;
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
