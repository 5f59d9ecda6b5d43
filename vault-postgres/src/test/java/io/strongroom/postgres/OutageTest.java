package io.strongroom.postgres;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.postgres.PostgresStore.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.LocalPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.api.io.TempDir;

/// A database that is stopped or silent is a 503 in time, and is used again when it is back.
class OutageTest {
    private static final Duration LIMIT = Duration.ofMillis(2500);
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final OpenVault VAULT = new OpenVault(Samples.contosoVault(), Samples.contoso());

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path home;

    @Test
    void a_stopped_database_is_unavailable_until_it_is_back() {
        LocalPostgres postgres = start(0);
        try (PostgresDatabase database =
                PostgresDatabase.open(settings(postgres, postgres.port()))) {
            Connections connections = database.connections();
            PostgresKeyRepository keys = new PostgresKeyRepository(connections, new FakeSealer());
            assertThat(keys.find(VAULT, reference("none").name(), null, true)).isEmpty();

            postgres.close();
            assertUnavailable(connections);

            try (LocalPostgres _ = start(postgres.port())) {
                assertServesSoon(keys);
            }
        }
    }

    @Test
    void a_silent_network_is_unavailable_in_time() throws Exception {
        try (LocalPostgres postgres = start(0);
                Wire wire = new Wire(postgres.port())) {
            try (PostgresDatabase database =
                    PostgresDatabase.open(settings(postgres, wire.port()))) {
                Connections connections = database.connections();
                PostgresKeyRepository keys =
                        new PostgresKeyRepository(connections, new FakeSealer());
                assertThat(keys.find(VAULT, reference("none").name(), null, true)).isEmpty();

                wire.swallow(true);
                assertUnavailable(connections);

                wire.swallow(false);
                assertServesSoon(keys);
            }
        }
    }

    private static void assertUnavailable(Connections connections) {
        PostgresKeyRepository keys = new PostgresKeyRepository(connections, new FakeSealer());
        PostgresVaultRepository vaults =
                new PostgresVaultRepository(connections, new FakeSealer(), 1);
        List<ThrowingSupplier<?>> reads =
                List.of(
                        () -> keys.find(VAULT, reference("none").name(), null, true),
                        () -> vaults.open(Samples.CONTOSO_VAULT, true),
                        () -> new PostgresInstallation(connections).canary());
        for (ThrowingSupplier<?> read : reads) {
            long start = System.nanoTime();
            assertThatThrownBy(read::get)
                    .is(refused(503))
                    .hasMessage("the database does not answer");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        }
    }

    /// A read waits for a connection, so this does not spin.
    private static void assertServesSoon(PostgresKeyRepository keys) {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (true) {
            try {
                assertThat(keys.find(VAULT, reference("none").name(), null, true)).isEmpty();
                return;
            } catch (VaultException e) {
                assertThat(System.nanoTime()).as(e.description()).isLessThan(end);
            }
        }
    }

    private LocalPostgres start(int port) {
        return LocalPostgres.start(home, Path.of("target", "programs"), port, Map.of());
    }

    private static DatabaseSettings settings(LocalPostgres postgres, int port) {
        Database.prepare(
                postgres.superuserUrl("postgres"),
                postgres.url("vault"),
                "vault",
                "owner-pw",
                "app-pw");
        return new DatabaseSettings(
                "jdbc:postgresql://127.0.0.1:" + port + "/vault",
                Database.APP,
                "app-pw",
                new DatabaseSettings.Owner(Database.OWNER, "owner-pw"),
                2);
    }
}
