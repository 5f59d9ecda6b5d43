package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.audit.Target;
import io.strongroom.core.key.FoundKey;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.vault.OpenVault;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A node that has seen the newer state notices that an administrator of the database put back an
/// older one, or removed it.
class RollbackTest {
    private static final PostgresStore STORE = new PostgresStore();
    private static final AuditDatabase LOG = new AuditDatabase(STORE.database);

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static ChainedAuditTrail trail;

    /// The second node: its caches are its own.
    private final PostgresVaultRepository vaults =
            new PostgresVaultRepository(STORE.connections, new FakeSealer(), 1);

    private final PostgresKeyRepository keys =
            new PostgresKeyRepository(STORE.connections, new FakeSealer());

    private final AtomicInteger signed = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // made before each test
    private Stored victim;

    @BeforeAll
    static void start() {
        trail = LOG.trail("second");
    }

    @AfterAll
    static void close() {
        trail.close();
        STORE.close();
    }

    @BeforeEach
    void makeVictim() {
        victim = Stored.victim(STORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "vault", "key", "key_version"})
    void a_generation_that_is_put_back_is_refused_where_the_newer_one_is_cached(String table) {
        STORE.commit(victim.tenant().id(), victim.next(STORE, table));
        sign();

        STORE.tamper(
                "UPDATE generation SET generation = generation - 1 WHERE subject = ?",
                victim.subject(table));

        assertRefused(this::sign);
        assertRefused(this::sign);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "vault", "key", "key_version"})
    void a_generation_that_is_removed_is_refused_where_it_is_cached(String table) {
        sign();

        STORE.tamper("DELETE FROM generation WHERE subject = ?", victim.subject(table));

        assertRefused(this::sign);
        assertRefused(this::sign);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "vault", "key", "key_version"})
    void a_row_put_back_with_its_generation_is_refused_where_the_newer_one_is_cached(String table) {
        rememberRows(table);
        STORE.commit(victim.tenant().id(), victim.next(STORE, table));
        sign();

        putRowsBack(table);

        assertRefused(this::sign);
        assertThatThrownBy(this::readAnew).isInstanceOf(VaultException.Integrity.class);
        assertRefused(this::sign);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault_name", "key"})
    void a_row_that_is_removed_is_refused_where_it_is_cached(String table) {
        sign();

        STORE.tamper(
                "DELETE FROM %s WHERE vault_id = ?".formatted(table), victim.vault().id().value());

        assertThatThrownBy(this::readAnew).isInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void a_deleted_vault_that_is_put_back_is_refused_where_the_deletion_was_seen() {
        rememberRows("vault");
        STORE.commit(
                victim.tenant().id(),
                STORE.vaults.replace(victim.vault(), Samples.deleted(victim.vault())));
        assertThat(vaults.open(victim.vault().name(), false)).isEmpty();

        putRowsBack("vault");

        assertThatThrownBy(() -> vaults.open(victim.vault().name(), false))
                .isInstanceOfSatisfying(
                        VaultException.Integrity.class,
                        edited -> assertThat(edited.tenant()).isEqualTo(victim.tenant().id()));
    }

    @Test
    void a_tenant_that_is_removed_is_refused_where_it_is_cached() {
        vaults.tenant(victim.tenant().id(), false);

        STORE.tamper("DELETE FROM tenant WHERE tenant_id = ?", victim.tenant().id().value());

        assertThatThrownBy(() -> vaults.tenant(victim.tenant().id(), true))
                .isInstanceOf(VaultException.Integrity.class);
    }

    private void rememberRows(String table) {
        STORE.tamper("DROP TABLE IF EXISTS rows_before, generations_before");
        STORE.tamper("CREATE TABLE rows_before AS SELECT * FROM " + table);
        STORE.tamper("CREATE TABLE generations_before AS SELECT * FROM generation");
    }

    private void putRowsBack(String table) {
        UUID subject = victim.subject(table);
        String column =
                switch (table) {
                    case "tenant" -> "tenant_id";
                    case "vault" -> "vault_id";
                    case "key" -> "subject";
                    default -> "version";
                };
        STORE.tamper("DELETE FROM %s WHERE %s = ?".formatted(table, column), subject);
        STORE.tamper(
                "INSERT INTO %s SELECT * FROM rows_before WHERE %s = ?".formatted(table, column),
                subject);
        STORE.tamper(
                """
                UPDATE generation g SET generation = b.generation
                FROM generations_before b WHERE b.subject = g.subject AND g.subject = ?
                """,
                subject);
    }

    /// Uses the key as the data plane does, with what the second node has cached.
    private void sign() {
        perform(evidence -> {
            OpenVault vault = vaults.open(victim.vault().name(), evidence.current()).orElseThrow();
            FoundKey key =
                    keys.find(vault, victim.key().id().name(), null, evidence.current())
                            .orElseThrow();
            evidence.about(Target.of(vault.tenant().id()));
            evidence.rely(vault.tenant().guard());
            evidence.rely(vault.vault().guard());
            evidence.rely(key.key().guard());
            evidence.rely(key.version().guard());
            return Decided.answer(signed.incrementAndGet());
        });
    }

    private void perform(Function<Evidence, Decided<Integer>> operation) {
        new AuditedOperations(trail).perform(Action.KEY_SIGN, Samples.request(), operation);
    }

    private void readAnew() {
        OpenVault vault = vaults.open(victim.vault().name(), true).orElseThrow();
        keys.find(vault, victim.key().id().name(), null, true);
    }

    private void assertRefused(Runnable use) {
        List<RecordedEvent> before = LOG.recorded(victim.tenant().id());

        assertThatThrownBy(use::run).isInstanceOf(VaultException.Integrity.class);

        List<RecordedEvent> after = LOG.recorded(victim.tenant().id());
        assertThat(after.subList(before.size(), after.size()))
                .singleElement()
                .extracting(recorded -> recorded.event().outcome())
                .extracting(Outcome::status, Outcome::signature)
                .containsExactly(500, "IntegrityViolation");
    }
}
