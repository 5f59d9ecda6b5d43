package io.strongroom.postgres;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.audit.Events;
import io.strongroom.audit.Threads;
import io.strongroom.core.Page;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.AuditLog.Query;
import io.strongroom.core.audit.LogEntry;
import io.strongroom.core.identity.TenantId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitedAuditLogTest {
    private static final Query ALL =
            new Query(null, null, null, null, null, null, null, null, 10, null);
    private static final Page<LogEntry> EMPTY = new Page<>(List.of(), null);

    private final TenantId slow = Events.freshTenant();
    private final AtomicInteger searching = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AuditLog log = new LimitedAuditLog(this::find, 2);

    @Test
    void a_third_search_of_a_tenant_is_refused_and_other_tenants_are_served()
            throws InterruptedException {
        Thread first = Thread.ofVirtual().start(() -> log.find(slow, ALL));
        Thread second = Thread.ofVirtual().start(() -> log.find(slow, ALL));
        Threads.until(() -> searching.get() == 2);

        assertThatThrownBy(() -> log.find(slow, ALL))
                .isInstanceOf(VaultException.Busy.class)
                .is(refused(429))
                .hasMessage("too many searches of the log at once");
        assertThat(log.find(Events.freshTenant(), ALL)).isEqualTo(EMPTY);

        answer.countDown();
        first.join();
        second.join();
        assertThat(log.find(slow, ALL)).isEqualTo(EMPTY);
    }

    private Page<LogEntry> find(TenantId tenant, Query query) {
        searching.incrementAndGet();
        try {
            if (tenant.equals(slow)) {
                answer.await();
            }
            return EMPTY;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
