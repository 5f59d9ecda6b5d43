package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresInstallationTest {
    private final PostgresStore store = new PostgresStore();
    private final PostgresInstallation installation = new PostgresInstallation(store.connections);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_new_installation_has_no_canary() {
        assertThat(installation.canary()).isEmpty();
    }

    @Test
    void a_canary_that_was_removed_is_not_made_anew() {
        installation.keep(new byte[] {1}, Samples.NOW);
        store.freshVault();
        store.tamper("DELETE FROM installation");

        assertThat(installation.canary()).isEmpty();
        assertThatThrownBy(() -> installation.keep(new byte[] {2}, Samples.NOW))
                .isInstanceOf(VaultException.Integrity.class)
                .hasMessageContaining("restore its row from a backup");

        assertThat(installation.canary()).isEmpty();
    }

    @Test
    void a_canary_that_the_database_does_not_keep_is_refused() {
        store.tamper("CREATE RULE swallow AS ON INSERT TO installation DO INSTEAD NOTHING");

        assertThatThrownBy(() -> installation.keep(new byte[] {1}, Samples.NOW))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void the_first_canary_is_never_replaced() {
        byte[] first = {1, 2, 3};

        assertThat(installation.keep(first, Samples.NOW)).isEqualTo(first);
        assertThat(installation.keep(new byte[] {4}, Samples.NOW)).isEqualTo(first);
        assertThat(installation.canary()).contains(first);
    }
}
