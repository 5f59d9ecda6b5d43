package io.strongroom.postgres;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.audit.Threads;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.TenantId;
import io.strongroom.localpostgres.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// PostgreSQL crashes, hangs or ends a session while 32 threads record.
class StoreFailureTest {
    private static final int THREADS = 32;
    private static final AuditDatabase DATABASE = AuditDatabase.create();

    private final TenantId tenant = Events.freshTenant();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Duration> longest = new AtomicReference<>(Duration.ZERO);

    @Test
    void a_crash_of_the_server_loses_nothing_that_was_acknowledged() {
        try (ChainedAuditTrail trail = DATABASE.trail("crash")) {
            Threads load = load(trail);
            for (int round = 0; round < 2; round++) {
                awaitProgress();

                TestDatabase.server().kill();
                Threads.until(() -> !trail.isOpen());
                TestDatabase.server().restart();

                assertThat(Threads.until(trail::isOpen)).isLessThan(Duration.ofSeconds(2));
            }
            awaitProgress();
            stop.set(true);
            load.join();
        }
        assertThat(longest.get()).isLessThan(Duration.ofMillis(2500));
        assertNothingAcknowledgedIsMissing("crash");
    }

    @Test
    void a_server_that_hangs_is_refused_in_time_and_used_again_when_it_answers() {
        try (ChainedAuditTrail trail = DATABASE.trail("hang")) {
            Threads load = load(trail);
            awaitProgress();

            TestDatabase.server().freeze();
            try {
                assertThat(Threads.until(() -> !trail.isOpen())).isLessThan(Duration.ofSeconds(2));
                assertThatThrownBy(trail::requireOpen).is(refused(503));
                Duration answered =
                        Threads.time(
                                () -> assertThatThrownBy(() -> record(trail)).is(refused(503)));
                assertThat(answered).isLessThan(Duration.ofMillis(2500));
            } finally {
                TestDatabase.server().thaw();
            }
            assertThat(Threads.until(trail::isOpen)).isLessThan(Duration.ofSeconds(3));

            awaitProgress();
            stop.set(true);
            load.join();
        }
        assertThat(longest.get()).isLessThan(Duration.ofMillis(2500));
        assertThat(refused).isNotEmpty();
        assertNothingAcknowledgedIsMissing("hang");
    }

    @Test
    void a_session_that_is_ended_is_opened_again() {
        try (ChainedAuditTrail trail = DATABASE.trail("ended")) {
            Threads load = load(trail);
            for (int round = 0; round < 5; round++) {
                awaitProgress();
                DATABASE.endSessions();
            }
            awaitProgress();
            stop.set(true);
            load.join();
        }
        assertThat(refused).isEmpty();
        assertNothingAcknowledgedIsMissing("ended");
    }

    @Test
    void an_idle_trail_notices_that_its_store_is_gone() {
        try (ChainedAuditTrail trail = DATABASE.trail("idle")) {
            TestDatabase.server().kill();

            assertThat(Threads.until(() -> !trail.isOpen())).isLessThan(Duration.ofSeconds(3));

            TestDatabase.server().restart();
            Threads.until(trail::isOpen);
        }
    }

    private Threads load(ChainedAuditTrail trail) {
        return Threads.start(
                THREADS,
                _ -> {
                    while (!stop.get()) {
                        if (trail.isOpen()) {
                            recordOrRefuse(trail);
                        } else {
                            LockSupport.parkNanos(1_000_000); // as a client that was refused
                        }
                    }
                });
    }

    private void recordOrRefuse(ChainedAuditTrail trail) {
        String id = UUID.randomUUID().toString();
        Duration time =
                Threads.time(() -> {
                    try {
                        assertThat(record(trail, id)).isTrue();
                        acknowledged.add(id);
                    } catch (VaultException e) {
                        refused.add(id);
                    }
                    return null;
                });
        longest.accumulateAndGet(time, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    private boolean record(ChainedAuditTrail trail) {
        return record(trail, UUID.randomUUID().toString());
    }

    private boolean record(ChainedAuditTrail trail, String id) {
        return trail.record(Events.signature(tenant, id), List.of(), null);
    }

    private void awaitProgress() {
        int before = acknowledged.size();
        Threads.until(() -> acknowledged.size() > before + 500);
    }

    /// Each acknowledged event is recorded once, as a success; the chain is whole.
    private void assertNothingAcknowledgedIsMissing(String node) {
        Map<String, RecordedEvent> recorded =
                DATABASE.recorded(tenant).stream()
                        .collect(
                                Collectors.toMap(
                                        event -> event.event().request().correlationId(),
                                        Function.identity()));
        assertThat(acknowledged)
                .allSatisfy(id ->
                        assertThat(recorded)
                                .hasEntrySatisfying(
                                        id,
                                        event ->
                                                assertThat(event.event().outcome().succeeded())
                                                        .isTrue()));
        assertThat(DATABASE.verify(node).breach()).isNull();
    }
}
