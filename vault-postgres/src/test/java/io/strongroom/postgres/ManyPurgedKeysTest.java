package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.PageRequest;
import io.strongroom.core.Samples;
import io.strongroom.core.key.Key;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.vault.OpenVault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A vault in which 20,000 keys were purged, whose names come before those of the keys that are
/// there.
class ManyPurgedKeysTest {
    private static final long MOST_BLOCKS = 100;
    private static final PageRequest FIRST = new PageRequest(25, null);
    private static final PostgresStore STORE = new PostgresStore();

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static OpenVault vault;

    @BeforeAll
    static void make() {
        vault = STORE.freshVault();
        STORE.key(vault, "live");
        Key key = STORE.added(vault, Samples.ec256Key(vault, "z-deleted"));
        Key deleted = key.with(Presence.Deleted.since(Samples.NOW, Duration.ofDays(90)));
        STORE.commit(vault.tenant().id(), STORE.keys.replace(key, deleted));
        STORE.tamper(
                """
                INSERT INTO key (tenant_id, vault_id, canonical_name, subject, current_version,
                    document, seal, seal_key, generation, presence)
                SELECT tenant_id, vault_id, 'a-' || i, gen_random_uuid(), current_version,
                    document, seal, seal_key, generation, 'purged'
                FROM key, generate_series(1, 20000) i WHERE canonical_name = 'live'
                """);
        STORE.tamper("ANALYZE");
    }

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Test
    void live_keys_are_listed_without_reading_the_purged_ones() {
        assertThat(STORE.keys.list(vault, FIRST).items()).hasSize(1);
        assertThat(blocks(() -> STORE.keys.list(vault, FIRST))).isLessThan(MOST_BLOCKS);
    }

    @Test
    void deleted_keys_are_listed_without_reading_the_purged_ones() {
        assertThat(STORE.keys.listDeleted(vault, FIRST).items()).hasSize(1);
        assertThat(blocks(() -> STORE.keys.listDeleted(vault, FIRST))).isLessThan(MOST_BLOCKS);
    }

    @Test
    void keys_that_are_due_are_found_without_reading_the_others() {
        assertThat(blocks(() -> STORE.keys.due(Instant.now(), 100))).isLessThan(MOST_BLOCKS);
    }

    private static long blocks(Runnable read) {
        return Blocks.of(STORE, read);
    }
}
