package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.Samples;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A key with 20,000 versions.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManyVersionsTest {
    private static final int VERSIONS = 20_000;
    private static final int BATCH = 100;
    private static final int PAGE = 25;
    private static final Duration LONGEST_PAGE = Duration.ofMillis(10);

    /// For 26 versions, each with its generation, its key and that one's generation.
    private static final long MOST_BLOCKS = 500;

    private static final ObjectName NAME = new ObjectName("signing");
    private static final PostgresStore STORE = new PostgresStore();

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static OpenVault vault;

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static Key key;

    @BeforeAll
    static void make() {
        vault = STORE.freshVault();
        KeyVersion first = Samples.ec256Key(vault, NAME.value());
        key = STORE.added(vault, first);
        KeyVersion last = first;
        for (int made = 1; made < VERSIONS; made += BATCH) {
            last = added(last, Math.min(BATCH, VERSIONS - made));
        }
        STORE.tamper("ANALYZE");
    }

    /// Adds versions in one transaction. A larger one would check its foreign keys for minutes.
    private static KeyVersion added(KeyVersion last, int count) {
        List<Change> changes = new ArrayList<>();
        KeyVersion version = last;
        for (int i = 0; i < count; i++) {
            version = Samples.following(version, Samples.ec256Key(vault, NAME.value()));
            Key after = key.with(version);
            changes.add(STORE.keys.addVersion(key, after, version));
            key = after;
        }
        Change all = changes.stream().reduce(Change::and).orElseThrow();
        assertThat(STORE.commit(vault.tenant().id(), all)).isTrue();
        return version;
    }

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Order(1)
    @Test
    void each_version_is_listed_once_and_a_page_takes_at_most_10_ms() {
        List<Long> nanos = new ArrayList<>();
        int listed = 0;
        String after = null;
        do {
            long start = System.nanoTime();
            Page<KeyVersion> page = page(after);
            nanos.add(System.nanoTime() - start);
            listed += page.items().size();
            after = page.next();
        } while (after != null);

        assertThat(listed).isEqualTo(VERSIONS);
        nanos.sort(null);
        Duration median = Duration.ofNanos(nanos.get(nanos.size() / 2));
        assertThat(median).isLessThanOrEqualTo(LONGEST_PAGE);
    }

    @Order(2)
    @Test
    void a_page_reads_as_many_blocks_at_the_end_as_at_the_start() {
        assertThat(blocks(null)).isLessThan(MOST_BLOCKS);
        assertThat(blocks(Cursor.encode(Integer.toString(VERSIONS - PAGE - 1))))
                .isLessThan(MOST_BLOCKS);
    }

    @Order(3)
    @Test
    void all_versions_are_purged_together() {
        Key deleted = key.with(Presence.Deleted.since(Samples.NOW, Duration.ofDays(7)));
        STORE.commit(vault.tenant().id(), STORE.keys.replace(key, deleted));
        Key purged = deleted.with(new Presence.Purged());

        assertThat(STORE.commit(vault.tenant().id(), STORE.keys.purge(deleted, purged))).isTrue();

        assertThat(page(null).items()).isEmpty();
        assertThat(Blocks.number(STORE, "SELECT count(*) FROM key_version")).isZero();
    }

    private static Page<KeyVersion> page(@Nullable String after) {
        return STORE.keys.versions(vault, NAME, new PageRequest(PAGE, after));
    }

    private static long blocks(@Nullable String after) {
        return Blocks.of(STORE, () -> page(after));
    }
}
