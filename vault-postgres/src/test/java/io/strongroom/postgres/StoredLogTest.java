package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.audit.Verification;
import io.strongroom.postgres.ChainVerification.Pace;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// All chains, verified on demand.
class StoredLogTest {
    private final PostgresStore store = new PostgresStore();
    private final AuditDatabase log = new AuditDatabase(store.database);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_log_without_records_has_no_chains() {
        assertThat(verify()).isEmpty();
    }

    @Test
    void the_chains_of_all_nodes_are_verified() {
        record("node-1", 3);
        record("node-2", 2);

        assertThat(verify())
                .extracting(Verification::toString)
                .containsExactly(
                        "chain of node \"node-1\": 3 records intact",
                        "chain of node \"node-2\": 2 records intact");
    }

    @Test
    void a_broken_chain_does_not_hide_another() {
        record("node-1", 3);
        record("node-2", 2);
        store.tamper("DELETE FROM audit_event WHERE node = 'node-1' AND sequence = 2");

        assertThat(verify())
                .extracting(Verification::toString)
                .containsExactly(
                        "chain of node \"node-1\": 1 records intact, then broken at sequence 3: the previous row is 1",
                        "chain of node \"node-2\": 2 records intact");
    }

    @Test
    void an_end_that_was_cut_after_the_service_verified_it_is_found() {
        record("node-1", 5);
        new ChainVerification(
                        store.connections,
                        _ -> {},
                        new Pace(100, 100, Duration.ofMinutes(10)),
                        () -> 0,
                        Clock.systemUTC())
                .run();
        store.tamper("DELETE FROM audit_event WHERE sequence > 3");
        record("node-1", 4);

        assertThat(verify())
                .singleElement()
                .extracting(Verification::toString)
                .isEqualTo(
                        "chain of node \"node-1\": 7 records intact, then broken at sequence 5: the record that was verified before is not there");

        store.tamper("DELETE FROM audit_event");
        assertThat(verify()).singleElement().extracting(Verification::intact).isEqualTo(false);
    }

    private void record(String node, int count) {
        try (ChainedAuditTrail trail = log.trail(node)) {
            for (int i = 0; i < count; i++) {
                trail.record(Events.signature(Events.freshTenant()), List.of(), null);
            }
        }
    }

    private List<Verification> verify() {
        List<Verification> found = new ArrayList<>();
        StoredLog.verify(store.settings(2), found::add);
        return found;
    }
}
