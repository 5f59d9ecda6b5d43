package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.event.EventQueue;
import io.strongroom.core.event.KeyEvents;
import io.strongroom.core.event.KeyEventsContract;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;
import org.junit.jupiter.api.AfterAll;

final class PostgresKeyEventsTest extends KeyEventsContract {
    private static final PostgresStore STORE = new PostgresStore();
    private final KeyEvents events = new PostgresKeyEvents(new TenantSql(STORE.connections));

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Override
    protected KeyEvents events() {
        return events;
    }

    @Override
    protected EventQueue queue() {
        return new PostgresEventQueue(new TenantSql(STORE.connections));
    }

    @Override
    protected OpenVault freshVault() {
        return STORE.freshVault();
    }

    @Override
    protected void commit(OpenVault vault, Change change) {
        assertThat(STORE.commit(vault.tenant().id(), change)).isTrue();
    }
}
