package io.strongroom.postgres;

import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.VaultRepository;
import io.strongroom.core.vault.VaultRepositoryContract;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresVaultRepositoryTest extends VaultRepositoryContract {
    @SuppressWarnings("NullAway.Init") // made before all tests
    private static PostgresStore store;

    @BeforeAll
    static void open() {
        store = new PostgresStore();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    protected VaultRepository repository() {
        return store.vaults;
    }

    @Override
    protected boolean commit(TenantId tenant, Change change) {
        return store.commit(tenant, change);
    }

    @Override
    protected OptionalLong generation(UUID subject) {
        return store.generation(subject);
    }
}
