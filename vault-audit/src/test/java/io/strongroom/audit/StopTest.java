package io.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Guard;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// A trail that is closed answers everyone who submitted a record.
class StopTest {
    private static final int THREADS = 16;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final InMemoryChains chains = new InMemoryChains();
    private final ChainedAuditTrail trail = chains.trail("node-1");
    private final TenantId tenant = Events.freshTenant();

    @Test
    void a_record_that_is_submitted_while_the_trail_closes_is_refused() {
        List<Guard> closing = new ClosingList();

        assertTimeoutPreemptively(
                LIMIT,
                () ->
                        assertThatThrownBy(
                                        () -> trail.record(Events.signature(tenant), closing, null))
                                .isInstanceOfSatisfying(
                                        VaultException.class, StopTest::assertUnavailable));

        assertThat(chains.recorded(tenant)).isEmpty();
    }

    @RepeatedTest(20)
    void every_thread_is_answered_and_what_was_acknowledged_is_stored() {
        AtomicInteger acknowledged = new AtomicInteger();
        Threads load =
                Threads.start(
                        THREADS,
                        _ -> {
                            while (recorded()) {
                                acknowledged.incrementAndGet();
                            }
                        });
        Threads.until(() -> acknowledged.get() > THREADS);

        trail.close();

        assertTimeoutPreemptively(LIMIT, load::join);
        assertThat(chains.recorded(tenant)).hasSizeGreaterThanOrEqualTo(acknowledged.get());
        assertThat(trail.statistics().queued()).isZero();
        assertThat(chains.verify("node-1").intact()).isTrue();
    }

    @Test
    void every_thread_is_answered_when_the_store_is_lost_as_well() {
        chains.lose();
        Threads load = Threads.start(THREADS, _ -> assertThat(recorded()).isFalse());
        Threads.until(() -> trail.statistics().queued() == THREADS);

        trail.close();

        assertTimeoutPreemptively(LIMIT, load::join);
    }

    private boolean recorded() {
        try {
            return trail.record(Events.signature(tenant), List.of(), null);
        } catch (VaultException refusal) {
            assertUnavailable(refusal);
            return false;
        }
    }

    private static void assertUnavailable(VaultException refusal) {
        assertThat(refusal.problem()).isEqualTo(Problem.SERVICE_UNAVAILABLE);
    }

    /// Closes the trail when it is read, which is after `submit` has begun and before the record is
    /// in the queue.
    private final class ClosingList extends AbstractList<Guard> {
        private final Guard guard = new Guard(UUID.randomUUID(), 1);

        @Override
        public Object[] toArray() {
            trail.close();
            Threads.until(() -> !isAlive("audit-writer") && !isAlive("audit-timeouts"));
            return new Object[] {guard};
        }

        private static boolean isAlive(String thread) {
            return Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(running -> running.getName().equals(thread));
        }

        @Override
        public Guard get(int index) {
            return guard;
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
