package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.audit.Threads;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.Tenant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A trigger or a rule of an administrator of the database that keeps rows back without an error.
class SwallowedRowsTest {
    private static final String SWALLOW =
            """
            CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'
            """;

    private final PostgresStore store = new PostgresStore();
    private final AuditDatabase log = new AuditDatabase(store.database);
    private final TenantId tenant = Events.freshTenant();
    private final UUID subject = UUID.randomUUID();

    @SuppressWarnings("NullAway.Init") // started before each test
    private ChainedAuditTrail trail;

    @BeforeEach
    void start() {
        trail = log.trail("node-1");
        store.tamper(SWALLOW);
    }

    @AfterEach
    void close() {
        trail.close();
        assertThat(log.verify("node-1").intact()).isTrue();
        store.close();
    }

    @Test
    void a_record_that_a_trigger_keeps_back_is_refused_and_the_others_are_stored() {
        swallowRecordsOf("hidden");
        AtomicInteger edited = new AtomicInteger();

        Threads.start(
                        16,
                        number -> {
                            boolean hidden = number % 4 == 1;
                            try {
                                trail.record(event(hidden ? "hidden" : "shown"), List.of(), null);
                                assertThat(hidden).isFalse();
                            } catch (VaultException.Integrity e) {
                                assertThat(hidden).isTrue();
                                edited.incrementAndGet();
                            }
                        })
                .join();

        assertThat(edited).hasValue(4);
        assertThat(log.recorded(tenant))
                .hasSize(12)
                .allSatisfy(recorded ->
                        assertThat(recorded.event().target().object()).isEqualTo("shown"));
        assertThat(trail.isOpen()).isTrue();
        assertThat(trail.statistics().swallowed()).isEqualTo(4);
    }

    @Test
    void a_change_whose_record_a_trigger_keeps_back_is_not_made() {
        log.setGeneration(tenant, subject, 1);
        swallowRecordsOf("hidden");
        Change change = AuditDatabase.advance(tenant, subject, 1);

        assertThatThrownBy(() -> trail.record(event("hidden"), List.of(), change))
                .isInstanceOf(VaultException.Integrity.class);

        assertThat(log.generation(subject)).hasValue(1);
        assertThat(trail.record(event("shown"), List.of(), change)).isTrue();
    }

    @Test
    void with_a_rule_on_the_log_every_caller_is_refused_until_it_is_gone() {
        store.tamper(
                "CREATE RULE swallow AS ON INSERT TO audit_event WHERE new.object = 'hidden' DO INSTEAD NOTHING");

        log.setGeneration(tenant, subject, 1);
        Change change = AuditDatabase.advance(tenant, subject, 1);

        assertThatThrownBy(() -> trail.record(event("hidden"), List.of(), null))
                .isInstanceOf(VaultException.Integrity.class);
        assertThatThrownBy(() -> trail.record(event("hidden"), List.of(), change))
                .isInstanceOf(VaultException.Integrity.class);
        assertThatThrownBy(() -> trail.record(event("shown"), List.of(), null))
                .isInstanceOf(VaultException.Integrity.class);

        store.tamper("DROP RULE swallow ON audit_event");
        assertThat(log.generation(subject)).hasValue(1);
        assertThat(log.recorded(tenant)).isEmpty();
        assertThat(trail.record(event("hidden"), List.of(), null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "generation, INSERT",
        "tenant, INSERT",
        "vault, INSERT",
        "vault_name, INSERT",
        "key, INSERT",
        "key_version, INSERT"
    })
    void a_new_row_that_a_trigger_keeps_back_is_refused(String table, String event) {
        swallow(table, event);

        assertThatThrownBy(() -> Stored.victim(store)).isInstanceOf(VaultException.Integrity.class);
    }

    @ParameterizedTest
    @CsvSource({
        "generation, tenant",
        "tenant, tenant",
        "vault, vault",
        "key, key",
        "key_version, key_version"
    })
    void a_change_that_a_trigger_keeps_back_is_refused(String swallowed, String changed) {
        Stored victim = Stored.victim(store);
        swallow(swallowed, "UPDATE");

        assertThatThrownBy(() -> store.commit(victim.tenant().id(), victim.next(store, changed)))
                .isInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void a_row_that_was_changed_by_another_transaction_is_no_alarm() {
        Tenant before = store.freshTenant();
        store.commit(before.id(), store.vaults.replace(before, Stored.renamed(before, "First")));

        assertThat(
                        store.commit(
                                before.id(),
                                store.vaults.replace(before, Stored.renamed(before, "Second"))))
                .isFalse();
        assertThat(store.commit(before.id(), store.vaults.add(before))).isFalse();
    }

    private void swallowRecordsOf(String object) {
        store.tamper(
                "CREATE TRIGGER swallow BEFORE INSERT ON audit_event FOR EACH ROW WHEN (new.object = '%s') EXECUTE FUNCTION swallow()"
                        .formatted(object));
        store.tamper("ALTER TABLE audit_event ENABLE ALWAYS TRIGGER swallow");
    }

    private void swallow(String table, String event) {
        store.tamper(
                "CREATE TRIGGER swallow BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION swallow()"
                        .formatted(event, table));
    }

    private AuditEvent event(String object) {
        AuditEvent sample = Events.signature(tenant);
        return new AuditEvent(
                sample.action(),
                sample.request(),
                new Target(tenant, null, "vault", "keys", object, null),
                sample.caller(),
                sample.outcome(),
                sample.duration(),
                sample.details());
    }
}
