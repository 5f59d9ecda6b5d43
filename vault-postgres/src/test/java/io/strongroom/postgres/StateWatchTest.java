package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.VaultException;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.postgres.StateSet.Part;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rows that were put back together with their generations and their set agree with each other. A
/// node that has seen the newer set finds them.
class StateWatchTest {
    private static final List<String> STATE =
            List.of(
                    "generation",
                    "tenant",
                    "vault",
                    "vault_name",
                    "key",
                    "key_version",
                    "state_set");

    private final PostgresStore store = new PostgresStore();
    private final Stored victim = Stored.victim(store);
    private final List<StateFinding> alarms = new ArrayList<>();
    private final SeenSets seen = new SeenSets();
    private final StateWatch watch = watch("node-1", seen);

    private StateWatch watch(String node, SeenSets memory) {
        return new StateWatch(
                store.connections, new StateSets(new FakeSealer()), memory, node, alarms::add);
    }

    @BeforeEach
    void look() {
        watch.run();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void changes_raise_nothing() {
        change();
        watch.run();
        watch.run();

        assertThat(alarms).isEmpty();
    }

    @Test
    void all_of_it_put_back_is_found_once_and_by_the_sweep_never() {
        remember();
        change();
        watch.run();
        putBack();

        watch.run();
        watch.run();
        sweep();

        assertThat(alarms).hasSize(1);
        assertThat(alarms.getFirst().reason()).isEqualTo("a stored set of rows was put back");
        assertThat(alarms.getFirst().tenant()).isEqualTo(victim.tenant().id());
    }

    @Test
    void a_node_that_has_seen_it_too_does_not_report_it_again() {
        SeenSets others = new SeenSets();
        StateWatch other = watch("node-2", others);
        remember();
        change();
        watch.run();
        other.run();
        putBack();

        other.run();
        watch.run();
        other.run();

        assertThat(alarms).hasSize(1);
    }

    @Test
    void a_node_that_has_not_seen_the_newer_state_takes_the_older_one() {
        remember();
        change();
        putBack();

        watch("node-2", new SeenSets()).run();

        assertThat(alarms).isEmpty();
    }

    @Test
    void a_set_that_is_gone_is_found() {
        store.tamper("DELETE FROM state_set WHERE part = 5");

        watch.run();

        assertThat(alarms).hasSize(1);
    }

    @Test
    void it_is_over_when_the_newer_state_is_restored_and_found_again_when_it_comes_back() {
        remember();
        change();
        watch.run();
        store.tamper("CREATE TABLE new_state_set AS SELECT * FROM state_set");
        putBack();
        watch.run();
        store.tamper("DELETE FROM state_set");
        store.tamper("INSERT INTO state_set SELECT * FROM new_state_set");
        watch.run();
        assertThat(alarms).hasSize(1);
        putBack();

        watch.run();

        assertThat(alarms).hasSize(2);
    }

    @Test
    void a_change_that_is_based_on_a_set_that_was_put_back_is_refused() {
        Part part = new Part(victim.tenant().id().value(), 3);
        seen.saw(part, 7);
        seen.saw(part, 6);

        seen.requireFollows(new StateSet(part, 8, RowSums.NONE));
        assertThatThrownBy(() -> seen.requireFollows(new StateSet(part, 7, RowSums.NONE)))
                .isInstanceOf(VaultException.Integrity.class)
                .hasMessage("a stored set of rows was put back");
    }

    private void sweep() {
        new StateSweep(
                        store.settings(2).connections("sweep"),
                        store.connections,
                        new FakeSealer(),
                        alarms::add,
                        _ -> {},
                        1_000_000)
                .run();
    }

    private void change() {
        assertThat(store.commit(victim.tenant().id(), victim.next(store, "key_version"))).isTrue();
    }

    private void remember() {
        for (String table : STATE) {
            store.tamper("CREATE TABLE old_%1$s AS SELECT * FROM %1$s".formatted(table));
        }
    }

    private void putBack() {
        for (String table : STATE) {
            store.tamper("DELETE FROM " + table);
            store.tamper("INSERT INTO %1$s SELECT * FROM old_%1$s".formatted(table));
        }
    }
}
