package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.core.administration.TenantAdministration;
import io.strongroom.core.audit.AuditLog.Query;
import io.strongroom.core.audit.LogEntry;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.crypto.InMemoryKeyProvider;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.TestDatabase;
import io.strongroom.postgres.DatabaseSettings;
import io.strongroom.postgres.PostgresDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A start with a configured tenant whose row was removed from the database.
class RemovedTenantTest {
    private static final UUID TENANT = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private final TestDatabase database = TestDatabase.create(Path.of("..", "db", "migrations"));

    @SuppressWarnings("NullAway.Init") // opened before each test
    private PostgresDatabase opened;

    @SuppressWarnings("NullAway.Init") // started before each test
    private ChainedAuditTrail trail;

    @BeforeEach
    void open() {
        Database d = database.database();
        opened =
                PostgresDatabase.open(
                        new DatabaseSettings(d.url(), Database.APP, d.appPassword(), null, 2));
        trail = ChainedAuditTrail.start(opened.auditChain(), AuditSettings.of("node-1"));
    }

    @AfterEach
    void close() {
        trail.close();
        opened.close();
    }

    @Test
    void a_tenant_is_made_at_the_first_start_only() {
        start();
        start();

        assertThat(outcomes()).containsExactly("200 OK", "201 OK");
    }

    @Test
    void a_tenant_that_left_rows_is_not_made_anew() throws SQLException {
        start();
        remove("DELETE FROM tenant");

        assertThatThrownBy(this::start)
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "tenant 11111111-1111-4111-8111-111111111111: a stored tenant is gone, and what belongs to it is still there: restore its rows from a backup of the database");

        assertThat(outcomes()).containsExactly("500 IntegrityViolation", "201 OK");
    }

    @Test
    void a_tenant_without_its_generation_is_not_used() throws SQLException {
        start();
        remove("DELETE FROM generation");

        assertThatThrownBy(this::start)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is not the newest: restore its rows");
    }

    /// A process of its own, with nothing in its caches.
    private void start() {
        new ConfiguredTenants(
                        new AuditedOperations(trail),
                        new TenantAdministration(
                                opened.vaults(new FakeSealer()), new InMemoryKeyProvider()),
                        new TenantSettings(
                                List.of(
                                        new TenantSettings.Entry(
                                                TENANT, "Contoso", List.of(), List.of(),
                                                List.of()))),
                        UUID::randomUUID,
                        Clock.systemUTC())
                .run();
    }

    private void remove(String statement) throws SQLException {
        try (Connection superuser = database.asSuperuser();
                Statement removal = superuser.createStatement()) {
            assertThat(removal.executeUpdate(statement)).isPositive();
        }
    }

    private List<String> outcomes() {
        Query all = new Query(null, null, null, null, null, null, null, null, 100, null);
        return opened.auditLog().find(new TenantId(TENANT), all).items().stream()
                .map(RemovedTenantTest::outcome)
                .toList();
    }

    private static String outcome(LogEntry entry) {
        var outcome = ((RecordedEvent) entry).event().outcome();
        return outcome.status() + " " + outcome.signature();
    }
}
