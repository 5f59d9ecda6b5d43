package io.strongroom.postgres;

import io.strongroom.audit.ChainSource;
import io.strongroom.audit.ChainStoreContract;
import io.strongroom.audit.Threads;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.localpostgres.TestDatabase;
import java.util.OptionalLong;
import java.util.UUID;

class PostgresChainStoreTest extends ChainStoreContract {
    private static final AuditDatabase DATABASE = AuditDatabase.create();

    @Override
    protected ChainSource source() {
        return DATABASE.source();
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

    /// Sessions are ended first: after the server was killed, its processes can serve their clients
    /// for a moment.
    @Override
    protected void loseStore() {
        DATABASE.endSessions();
        Threads.until(() -> DATABASE.sessions() == 0);
        TestDatabase.server().kill();
    }

    @Override
    protected void returnStore() {
        TestDatabase.server().restart();
    }
}
