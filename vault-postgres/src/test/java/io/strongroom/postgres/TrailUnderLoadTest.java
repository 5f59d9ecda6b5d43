package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.audit.Threads;
import io.strongroom.audit.Verification;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Guard;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Many threads at once. `-Dstrongroom.audit.events=10000` makes it a campaign.
class TrailUnderLoadTest {
    private static final int THREADS = 64;
    private static final int EVENTS = Integer.getInteger("strongroom.audit.events", 200);
    private static final AuditDatabase DATABASE = AuditDatabase.create();

    private final TenantId tenant = Events.freshTenant();
    private final UUID subject = UUID.randomUUID();

    @Test
    void a_chain_holds_under_mixed_load() {
        AtomicInteger held = new AtomicInteger();
        AtomicInteger changed = new AtomicInteger();
        DATABASE.setGeneration(tenant, subject, 1);
        try (ChainedAuditTrail trail = DATABASE.trail("mixed")) {
            Threads.start(
                            THREADS,
                            _ -> {
                                UUID own = UUID.randomUUID();
                                DATABASE.setGeneration(tenant, own, 1);
                                long generation = 1;
                                for (int i = 0; i < EVENTS; i++) {
                                    boolean stale = i % 10 == 3;
                                    Guard guard =
                                            new Guard(own, stale ? generation - 1 : generation);
                                    List<Guard> guards = List.of(new Guard(subject, 1), guard);
                                    boolean change = i % 25 == 7;
                                    boolean result =
                                            trail.record(
                                                    Events.signature(tenant),
                                                    guards,
                                                    change
                                                            ? AuditDatabase.advance(
                                                                    tenant, own, generation)
                                                            : null);
                                    assertThat(result).isEqualTo(!stale);
                                    held.addAndGet(result ? 1 : 0);
                                    if (change && result) {
                                        generation++;
                                        changed.incrementAndGet();
                                    }
                                }
                                assertThat(DATABASE.generation(own)).hasValue(generation);
                            })
                    .join();
        }

        Verification found = DATABASE.verify("mixed");
        assertThat(found.breach()).isNull();
        assertThat(found.records()).isEqualTo((long) THREADS * EVENTS);
        assertThat(
                        DATABASE.number(
                                "SELECT count(*) FROM audit_event WHERE node = 'mixed' AND succeeded"))
                .hasValue(held.get());
        assertThat(changed).hasPositiveValue();
    }

    @Test
    void what_relied_on_a_generation_is_dropped_once_another_node_has_moved_on() {
        AtomicLong acknowledged = new AtomicLong(1);
        AtomicInteger racing = new AtomicInteger();
        AtomicInteger dropped = new AtomicInteger();
        DATABASE.setGeneration(tenant, subject, 1);
        try (ChainedAuditTrail used = DATABASE.trail("used");
                ChainedAuditTrail revoking = DATABASE.trail("revoking")) {
            Threads.start(
                            THREADS / 2,
                            number -> {
                                if (number == 0) {
                                    revoke(revoking, acknowledged);
                                    return;
                                }
                                while (acknowledged.get() < EVENTS) {
                                    long atBegin = acknowledged.get();
                                    long seen = atBegin - ThreadLocalRandom.current().nextInt(2);
                                    boolean result =
                                            used.record(
                                                    Events.signature(tenant),
                                                    List.of(new Guard(subject, seen)),
                                                    null);
                                    racing.incrementAndGet();
                                    dropped.addAndGet(result ? 0 : 1);
                                    assertThat(result && seen < atBegin).isFalse();
                                }
                            })
                    .join();
        }

        assertThat(racing).hasValueGreaterThan(EVENTS);
        assertThat(dropped).hasPositiveValue();
        assertThat(DATABASE.verify("used").intact()).isTrue();
        assertThat(DATABASE.verify("revoking").intact()).isTrue();
    }

    private void revoke(ChainedAuditTrail trail, AtomicLong acknowledged) {
        for (long generation = 1; generation < EVENTS; generation++) {
            boolean made =
                    trail.record(
                            Events.signature(tenant),
                            List.of(new Guard(subject, generation)),
                            AuditDatabase.advance(tenant, subject, generation));
            assertThat(made).isTrue();
            acknowledged.set(generation + 1);
        }
    }
}
