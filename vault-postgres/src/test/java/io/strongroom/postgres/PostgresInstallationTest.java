package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
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
    void the_first_canary_is_never_replaced() {
        byte[] first = {1, 2, 3};

        assertThat(installation.keep(first, Samples.NOW)).isEqualTo(first);
        assertThat(installation.keep(new byte[] {4}, Samples.NOW)).isEqualTo(first);
        assertThat(installation.canary()).contains(first);
    }
}
