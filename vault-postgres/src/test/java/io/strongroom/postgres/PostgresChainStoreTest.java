package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainRecord;
import io.strongroom.audit.ChainSource;
import io.strongroom.audit.ChainStore;
import io.strongroom.audit.ChainStoreContract;
import io.strongroom.audit.ChainStoreException;
import io.strongroom.audit.Events;
import io.strongroom.audit.RecordColumns;
import io.strongroom.audit.RecordEncoding;
import io.strongroom.audit.Threads;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.localpostgres.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresChainStoreTest extends ChainStoreContract {
    private static final AuditDatabase DATABASE = AuditDatabase.create();

    private final TenantId tenant = Events.freshTenant();
    private final UUID subject = UUID.randomUUID();

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

    @Test
    void a_session_stores_nothing_once_another_was_opened() throws ChainStoreException {
        ChainSource source = source();
        setGeneration(tenant, subject, 1);
        try (ChainStore store = source.open(AuditSettings.of("replaced")).orElseThrow()) {
            openAnother("replaced");

            assertThatThrownBy(() -> store.store(List.of(record("replaced")), Set.of()))
                    .isInstanceOf(ChainStoreException.Lost.class);
        }
        try (ChainStore store = reopened(source, "replaced")) {
            openAnother("replaced");

            assertThatThrownBy(() ->
                            store.change(record("replaced"), Set.of(), advance(tenant, subject, 1)))
                    .isInstanceOf(ChainStoreException.Lost.class);
        }
        assertThat(DATABASE.number("SELECT count(*) FROM audit_event WHERE node = 'replaced'"))
                .hasValue(0);
        assertThat(generation(subject)).hasValue(1);
    }

    /// As a session does that shares the advisory lock.
    private static void openAnother(String node) {
        assertThat(
                        DATABASE.run(
                                "UPDATE audit_chain SET session = session + 1 WHERE node = ?",
                                node))
                .isEqualTo(1);
    }

    @Test
    void a_sequence_is_stored_once_in_a_partition() throws ChainStoreException {
        try (ChainStore store = source().open(AuditSettings.of("twice")).orElseThrow()) {
            ChainRecord record = record("twice");
            store.store(List.of(record), Set.of());

            assertThatThrownBy(() -> store.store(List.of(record), Set.of()))
                    .isInstanceOf(ChainStoreException.Lost.class)
                    .hasMessageContaining("duplicate key");
        }
    }

    private ChainRecord record(String node) {
        RecordColumns columns =
                new RecordColumns(
                        tenant.value(),
                        Events.NOON,
                        "KeySign",
                        null,
                        null,
                        null,
                        null,
                        null,
                        true,
                        "OK");
        byte[] record = RecordEncoding.encode(Events.signature(tenant), node, 1, new byte[32]);
        return new ChainRecord(node, 1, columns, record, RecordEncoding.hash(record));
    }

    private static ChainStore reopened(ChainSource source, String node) throws ChainStoreException {
        Optional<ChainStore> opened = Optional.empty();
        while (opened.isEmpty()) {
            opened = source.open(AuditSettings.of(node));
        }
        return opened.get();
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
