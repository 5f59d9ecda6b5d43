package io.strongroom.postgres;

import static io.strongroom.postgres.PostgresStore.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.PageRequest;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final int THREADS = 8;
    private static final PostgresStore STORE = new PostgresStore(4);

    @AfterAll
    static void close() {
        STORE.close();
    }

    @RepeatedTest(5)
    void of_many_who_create_one_key_exactly_one_wins() throws Exception {
        OpenVault vault = STORE.freshVault();

        List<Boolean> made =
                together(_ ->
                        () -> {
                            KeyVersion first = Samples.ec256Key(vault, "signing");
                            return STORE.commit(
                                    vault.tenant().id(),
                                    STORE.keys.add(Samples.keyOf(first), first));
                        });

        assertThat(made).containsOnlyOnce(true).hasSize(THREADS);
        assertThat(
                        STORE.keys
                                .versions(
                                        vault,
                                        reference("signing").name(),
                                        new PageRequest(25, null))
                                .items())
                .hasSize(1);
    }

    @RepeatedTest(5)
    void of_many_who_add_a_version_to_one_state_exactly_one_wins() throws Exception {
        OpenVault vault = STORE.freshVault();
        KeyVersion first = Samples.ec256Key(vault, "signing");
        Key before = STORE.added(vault, first);

        List<Boolean> made =
                together(_ ->
                        () -> {
                            KeyVersion version =
                                    Samples.following(first, Samples.ec256Key(vault, "signing"));
                            Key after = before.with(version);
                            return STORE.commit(
                                    vault.tenant().id(),
                                    STORE.keys.addVersion(before, after, version));
                        });

        assertThat(made).containsOnlyOnce(true);
        assertThat(
                        STORE.keys
                                .versions(
                                        vault,
                                        reference("signing").name(),
                                        new PageRequest(25, null))
                                .items())
                .hasSize(2);
    }

    @RepeatedTest(5)
    void of_many_tenants_who_take_one_vault_name_exactly_one_gets_it() throws Exception {
        VaultName name = Samples.freshVaultName();
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            tenants.add(STORE.freshTenant());
        }

        List<Boolean> made =
                together(i ->
                        () -> {
                            Vault vault = Samples.vault(tenants.get(i), name);
                            return STORE.commit(vault.id().tenant(), STORE.vaults.add(vault));
                        });

        assertThat(made).containsOnlyOnce(true);
        assertThat(STORE.vaults.open(name, true).orElseThrow().tenant())
                .isEqualTo(tenants.get(made.indexOf(true)));
    }

    @Test
    void two_tenants_who_share_the_pool_never_see_each_other() throws Exception {
        List<OpenVault> vaults = List.of(STORE.freshVault(), STORE.freshVault());
        vaults.forEach(vault -> STORE.key(vault, "signing"));

        List<Boolean> right =
                together(i ->
                        () -> {
                            OpenVault vault = vaults.get(i % 2);
                            boolean all = true;
                            for (int n = 0; n < 100; n++) {
                                all &=
                                        STORE
                                                .keys
                                                .list(vault, new PageRequest(5, null))
                                                .items()
                                                .stream()
                                                .allMatch(version ->
                                                        version.key()
                                                                .vault()
                                                                .equals(vault.vault().id()));
                                all &= STORE.find(vault, reference("signing"), true).isPresent();
                            }
                            return all;
                        });

        assertThat(right).containsOnly(true);
    }

    @Test
    void no_tenant_stays_on_a_connection_that_goes_back_to_the_pool() throws SQLException {
        OpenVault vault = STORE.freshVault();
        STORE.key(vault, "signing");
        for (int i = 0; i < 20; i++) { // the driver prepares a statement after some uses
            STORE.find(vault, reference("signing"), true);
            STORE.keys.list(vault, new PageRequest(5, null));
            STORE.vaults.open(vault.vault().name(), true);
            STORE.vaults.open(Samples.freshVaultName(), true);
        }
        STORE.tamper("UPDATE key SET seal = ''");
        assertThatThrownBy(() -> STORE.find(vault, reference("signing"), true))
                .isInstanceOf(VaultException.Integrity.class);

        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < STORE.pool.getMaximumPoolSize(); i++) {
            Connection connection = STORE.pool.getConnection();
            all.add(connection);
            assertThat(setting(connection)).isIn(null, "");
        }
        for (Connection connection : all) {
            connection.close();
        }
    }

    private static String setting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT current_setting('strongroom.tenant', true)")) {
            result.next();
            return result.getString(1);
        }
    }

    private static <T> List<T> together(IntFunction<Callable<T>> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Callable<T> task = work.apply(i);
                running.add(
                        threads.submit(() -> {
                            start.await();
                            return task.call();
                        }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) {
                results.add(result.get());
            }
            return results;
        }
    }
}
