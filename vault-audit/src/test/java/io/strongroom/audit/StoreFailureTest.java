package io.strongroom.audit;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    private static final Installation INSTALLATION = Installation.create();

    private final TenantId tenant = Events.freshTenant();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Duration> longest = new AtomicReference<>(Duration.ZERO);

    @Test
    void a_crash_of_the_server_loses_nothing_that_was_acknowledged() {
        try (PostgresAuditTrail trail = INSTALLATION.trail("crash")) {
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
        try (PostgresAuditTrail trail = INSTALLATION.trail("hang")) {
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
        try (PostgresAuditTrail trail = INSTALLATION.trail("ended")) {
            Threads load = load(trail);
            for (int round = 0; round < 5; round++) {
                awaitProgress();
                endSessions();
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
        try (PostgresAuditTrail trail = INSTALLATION.trail("idle")) {
            TestDatabase.server().kill();

            assertThat(Threads.until(() -> !trail.isOpen())).isLessThan(Duration.ofSeconds(3));

            TestDatabase.server().restart();
            Threads.until(trail::isOpen);
        }
    }

    @Test
    void what_does_not_fit_in_the_queue_is_refused_at_once() {
        AuditSettings small = new AuditSettings("small", 2, 2, Duration.ofSeconds(2));
        try (PostgresAuditTrail trail = PostgresAuditTrail.start(INSTALLATION.source(), small)) {
            TestDatabase.server().freeze();
            Threads waiting = Threads.start(2, _ -> recordOrRefuse(trail));
            try {
                Threads.until(() -> trail.statistics().queued() == 2);
                assertThatThrownBy(() -> record(trail)).isInstanceOf(VaultException.Busy.class);
                assertThatThrownBy(trail::requireOpen).isInstanceOf(VaultException.class);
            } finally {
                TestDatabase.server().thaw();
            }
            waiting.join();
        }
    }

    private Threads load(PostgresAuditTrail trail) {
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

    private void recordOrRefuse(PostgresAuditTrail trail) {
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

    private boolean record(PostgresAuditTrail trail) {
        return record(trail, UUID.randomUUID().toString());
    }

    private boolean record(PostgresAuditTrail trail, String id) {
        return trail.record(Events.signature(tenant, id), List.of(), null);
    }

    private void awaitProgress() {
        int before = acknowledged.size();
        Threads.until(() -> acknowledged.size() > before + 500);
    }

    private static void endSessions() {
        INSTALLATION.number(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'strongroom-audit'");
    }

    /// Each acknowledged event is recorded once, as a success; the chain is whole.
    private void assertNothingAcknowledgedIsMissing(String node) {
        Map<String, RecordedEvent> recorded =
                INSTALLATION.recorded(tenant).stream()
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
        assertThat(INSTALLATION.verify(node).breach()).isNull();
    }
}
