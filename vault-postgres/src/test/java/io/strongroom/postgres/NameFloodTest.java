package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.Threads;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.vault.OpenVault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A flood of made-up names takes nothing from vaults that exist.
class NameFloodTest {
    private static final int LOOKUPS = 2;
    private static final int FLOOD = 8;
    private static final PostgresStore STORE = new PostgresStore(4);

    private final CountDownLatch released = new CountDownLatch(1);
    private final PostgresVaultRepository vaults =
            new PostgresVaultRepository(
                    new Connections(slowForTheFlood(), new OutageLog(System::nanoTime)),
                    new FakeSealer(),
                    LOOKUPS);

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Test
    void a_vault_that_was_found_before_is_looked_up_beside_a_flood_of_made_up_names() {
        OpenVault vault = STORE.freshVault();
        assertThat(vaults.open(vault.vault().name(), false)).isPresent();
        List<Thread> flood = IntStream.range(0, FLOOD).mapToObj(_ -> flood()).toList();
        try {
            Threads.until(() -> flood.stream().allMatch(NameFloodTest::isWaiting));

            assertThat(vaults.open(vault.vault().name(), true)).isPresent();
        } finally {
            released.countDown();
        }
    }

    @Test
    void a_made_up_name_is_looked_up_once_the_flood_is_over() {
        Thread flooding = flood();
        Threads.until(() -> isWaiting(flooding));
        released.countDown();

        assertThat(vaults.open(Samples.freshVaultName(), false)).isEmpty();
    }

    private Thread flood() {
        return Thread.ofPlatform()
                .name("flood")
                .start(() -> {
                    try {
                        vaults.open(Samples.freshVaultName(), false);
                    } catch (VaultException.Busy expected) {
                        // it waited for a second
                    }
                });
    }

    private static boolean isWaiting(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    /// The pool, whose connections the flood has to wait for.
    private DataSource slowForTheFlood() {
        return (DataSource)
                Proxy.newProxyInstance(
                        DataSource.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (_, method, arguments) -> {
                            if (Thread.currentThread().getName().equals("flood")) {
                                released.await();
                            }
                            try {
                                return method.invoke(STORE.pool, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
