package io.strongroom.postgres;

import static io.strongroom.postgres.PostgresStore.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.PageRequest;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.state.Seal;
import io.strongroom.core.state.SealedDocument;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.VaultRepository.VaultFilter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What opening rows costs: turns of the HSM's queue, and no connection meanwhile.
final class SealTurnsTest {
    private static final PostgresStore STORE = new PostgresStore();
    private final WatchedSealer sealer = new WatchedSealer();
    private final PostgresKeyRepository keys = new PostgresKeyRepository(STORE.connections, sealer);
    private final PostgresVaultRepository vaults =
            new PostgresVaultRepository(STORE.connections, sealer, 1);

    @AfterAll
    static void close() {
        STORE.close();
    }

    /// Notes how many seals each turn compares, and how many connections are in use meanwhile.
    private static final class WatchedSealer implements Sealer {
        private final FakeSealer real = new FakeSealer();
        private final List<Integer> turns = new ArrayList<>();
        private int connections;

        @Override
        public List<Seal> seal(List<byte[]> documents) {
            return real.seal(documents);
        }

        @Override
        public byte[] derive(String purpose) {
            return real.derive(purpose);
        }

        @Override
        public List<Boolean> matches(List<SealedDocument> documents) {
            turns.add(documents.size());
            connections += STORE.pool.getHikariPoolMXBean().getActiveConnections();
            return real.matches(documents);
        }
    }

    @Test
    void no_connection_is_held_while_the_hsm_compares_seals() {
        OpenVault vault = STORE.freshVault();
        STORE.key(vault, "signing");

        vaults.open(vault.vault().name(), true);
        vaults.tenant(vault.tenant().id(), true);
        vaults.list(
                new VaultFilter(vault.tenant().id(), vault.vault().subscription(), null),
                new PageRequest(25, null));
        keys.find(vault, reference("signing").name(), null, true);
        keys.list(vault, new PageRequest(25, null));
        keys.versions(vault, reference("signing").name(), new PageRequest(25, null));

        assertThat(sealer.turns).hasSize(6);
        assertThat(sealer.connections).isZero();
    }

    @Test
    void the_seals_of_a_page_are_compared_in_one_turn() {
        OpenVault vault = STORE.freshVault();
        for (int i = 0; i < 10; i++) {
            STORE.key(vault, "key-" + i);
        }

        assertThat(keys.list(vault, new PageRequest(25, null)).items()).hasSize(10);

        assertThat(sealer.turns).containsExactly(20); // a key and a version each
    }
}
