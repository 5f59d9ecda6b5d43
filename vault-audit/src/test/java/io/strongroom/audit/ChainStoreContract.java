package io.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of a chain does. Tests use nodes, tenants and subjects of their own, so the
/// store may hold others.
public abstract class ChainStoreContract {
    private static final Instant UNSTORABLE = Instant.parse("-9999-01-01T00:00:00Z");

    private final String node = "node-" + UUID.randomUUID();
    private final TenantId tenant = Events.freshTenant();
    private final UUID subject = UUID.randomUUID();

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ChainStore store;

    /// The source of a process of its own.
    protected abstract ChainSource source();

    /// Sets the current generation of a subject of the tenant, outside of any operation.
    protected abstract void setGeneration(TenantId tenant, UUID subject, long generation);

    /// The current generation of a subject, empty if it is unknown.
    protected abstract OptionalLong generation(UUID subject);

    /// A change that moves the subject of the tenant from one generation to the next; it returns
    /// false if the subject is not at the generation before.
    protected abstract Change advance(TenantId tenant, UUID subject, long before);

    /// Takes the store away, as if its machine was lost.
    protected abstract void loseStore();

    /// Brings the store back.
    protected abstract void returnStore();

    @BeforeEach
    void openStore() throws ChainStoreException {
        store = open(node).orElseThrow();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void a_new_chain_has_no_records() throws ChainStoreException {
        assertThat(store.last(10)).isEmpty();
    }

    @Test
    void records_come_back_as_they_were_stored_oldest_first() throws ChainStoreException {
        List<ChainRecord> records = records(3);

        assertThat(store.store(records, Set.of())).isEmpty();

        assertSame(store.last(10), records);
        assertSame(store.last(2), records.subList(1, 3));
    }

    @Test
    void a_chain_is_continued_by_the_next_session() throws ChainStoreException {
        List<ChainRecord> records = records(3);
        store.store(records.subList(0, 1), Set.of());
        store.close();

        store = reopened();
        store.store(records.subList(1, 3), Set.of());

        assertSame(store.last(10), records);
    }

    @Test
    void chains_of_two_nodes_are_separate() throws ChainStoreException {
        try (ChainStore other = open("other-" + node).orElseThrow()) {
            store.store(records(2), Set.of());

            assertThat(other.last(10)).isEmpty();
        }
    }

    @Test
    void a_node_name_has_one_session() throws ChainStoreException {
        assertThat(open(node)).isEmpty();
    }

    @Test
    void records_whose_guards_hold_are_stored() throws ChainStoreException {
        setGeneration(tenant, subject, 3);

        assertThat(store.store(records(2), Set.of(new Guard(subject, 3)))).isEmpty();

        assertThat(store.last(10)).hasSize(2);
    }

    @Test
    void stale_guards_are_returned_with_what_is_current_and_nothing_is_stored()
            throws ChainStoreException {
        setGeneration(tenant, subject, 3);
        Guard old = new Guard(subject, 2);
        Guard future = new Guard(subject, 4);
        Guard unknown = new Guard(UUID.randomUUID(), 1);

        Map<Guard, Long> stale =
                store.store(records(2), Set.of(new Guard(subject, 3), old, future, unknown));

        assertThat(stale).isEqualTo(Map.of(old, 3L, future, 3L, unknown, 0L));
        assertThat(store.last(10)).isEmpty();
    }

    @Test
    void a_change_is_made_together_with_its_record() throws ChainStoreException {
        setGeneration(tenant, subject, 1);
        ChainRecord record = record();

        boolean made =
                store.change(record, Set.of(new Guard(subject, 1)), advance(tenant, subject, 1));

        assertThat(made).isTrue();
        assertThat(generation(subject)).hasValue(2);
        assertSame(store.last(10), List.of(record));
    }

    @Test
    void a_change_with_a_stale_guard_is_not_applied() throws ChainStoreException {
        setGeneration(tenant, subject, 2);
        Change unexpected =
                _ -> {
                    throw new AssertionError("applied");
                };

        assertThat(store.change(record(), Set.of(new Guard(subject, 1)), unexpected)).isFalse();

        assertThat(store.last(10)).isEmpty();
    }

    @Test
    void a_change_that_relied_on_a_generation_that_went_back_is_refused()
            throws ChainStoreException {
        setGeneration(tenant, subject, 2);

        assertThatThrownBy(() ->
                        store.change(
                                record(),
                                Set.of(new Guard(subject, 3)),
                                advance(tenant, subject, 2)))
                .isInstanceOf(VaultException.Integrity.class);

        assertThat(generation(subject)).hasValue(2);
        assertThat(store.last(10)).isEmpty();
        assertThat(store.change(record(), Set.of(), advance(tenant, subject, 2))).isTrue();
    }

    @Test
    void a_change_that_returns_false_leaves_nothing() throws ChainStoreException {
        setGeneration(tenant, subject, 1);
        Change half = advance(tenant, subject, 1).and(_ -> false);

        assertThat(store.change(record(), Set.of(), half)).isFalse();

        assertThat(generation(subject)).hasValue(1);
        assertThat(store.last(10)).isEmpty();
    }

    @Test
    void a_change_that_throws_leaves_nothing_and_the_store_is_used_further()
            throws ChainStoreException {
        setGeneration(tenant, subject, 1);
        RuntimeException bug = new IllegalStateException("bug");
        Change broken =
                advance(tenant, subject, 1)
                        .and(_ -> {
                            throw bug;
                        });

        assertThatThrownBy(() -> store.change(record(), Set.of(), broken)).isSameAs(bug);

        assertThat(generation(subject)).hasValue(1);
        assertThat(store.last(10)).isEmpty();
        assertThat(store.change(record(), Set.of(), advance(tenant, subject, 1))).isTrue();
    }

    @Test
    void a_value_that_cannot_be_stored_keeps_nothing_and_the_store_is_used_further()
            throws ChainStoreException {
        List<ChainRecord> one =
                linked(List.of(Events.signature(tenant), Events.at(tenant, UNSTORABLE)));

        assertThatThrownBy(() -> store.store(one, Set.of()))
                .isInstanceOf(ChainStoreException.Unstorable.class);

        assertThat(store.last(10)).isEmpty();
        assertThat(store.store(records(1), Set.of())).isEmpty();
    }

    @Test
    void a_change_whose_record_cannot_be_stored_is_not_made() throws ChainStoreException {
        setGeneration(tenant, subject, 1);
        ChainRecord record = linked(List.of(Events.at(tenant, UNSTORABLE))).getFirst();

        assertThatThrownBy(() -> store.change(record, Set.of(), advance(tenant, subject, 1)))
                .isInstanceOf(ChainStoreException.Unstorable.class);

        assertThat(generation(subject)).hasValue(1);
        assertThat(store.change(record(), Set.of(), advance(tenant, subject, 1))).isTrue();
    }

    @Test
    void a_store_that_answers_passes_a_probe() throws ChainStoreException {
        store.probe();

        assertThat(store.last(1)).isEmpty();
    }

    @Test
    void a_lost_store_says_so_and_keeps_what_was_stored() throws ChainStoreException {
        setGeneration(tenant, subject, 1);
        List<ChainRecord> records = records(2);
        store.store(records.subList(0, 1), Set.of());
        ChainStore used = store;
        ChainStore idle = open("idle-" + node).orElseThrow();
        loseStore();
        try {
            assertLost(() -> used.store(records.subList(1, 2), Set.of()));
            assertLost(idle::probe);
            assertLost(() -> open(node));
        } finally {
            used.close();
            idle.close();
            returnStore();
        }

        store = reopened();
        assertSame(store.last(10), records.subList(0, 1));
        assertThat(generation(subject)).hasValue(1);
    }

    private static void assertLost(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ChainStoreException.Lost.class);
    }

    private Optional<ChainStore> open(String name) throws ChainStoreException.Lost {
        return source().open(AuditSettings.of(name));
    }

    /// The name is released a moment after its session was closed.
    private ChainStore reopened() throws ChainStoreException.Lost {
        Optional<ChainStore> opened = Optional.empty();
        while (opened.isEmpty()) {
            opened = open(node);
        }
        return opened.get();
    }

    private ChainRecord record() {
        return records(1).getFirst();
    }

    private List<ChainRecord> records(int count) {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(Events.signature(tenant));
        }
        return linked(events);
    }

    private List<ChainRecord> linked(List<AuditEvent> events) {
        List<ChainRecord> records = new ArrayList<>();
        byte[] hash = RecordEncoding.NO_HASH;
        for (AuditEvent event : events) {
            long sequence = records.size() + 1L;
            byte[] record = RecordEncoding.encode(event, node, sequence, hash);
            hash = RecordEncoding.hash(record);
            records.add(new ChainRecord(node, sequence, RecordColumns.of(event), record, hash));
        }
        return records;
    }

    private static void assertSame(List<ChainRecord> found, List<ChainRecord> expected) {
        assertThat(found).usingRecursiveComparison().isEqualTo(expected);
    }
}
