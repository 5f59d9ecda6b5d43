package io.strongroom.core.event;

import io.strongroom.core.VaultException;
import io.strongroom.core.event.EventQueue.Waiting;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.schedule.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/// Delivers events to the tenants that want them: to each tenant one at a time, to all tenants side
/// by side. An event is delivered at least once, or given up when it is too old; what waits is in
/// the store, so neither a restart nor another node forgets it.
public final class EventDelivery implements Task {
    /// The name of the task.
    public static final String NAME = "event-delivery";

    private static final int PAGE = 50;

    /// A run ends after this many pages, so that it ends before its lease does.
    private static final int PAGES = 10;

    private final Map<TenantId, EventReceiver> receivers;
    private final EventQueue queue;
    private final Duration patience;
    private final DeliveryObserver observer;
    private final Backoff backoff;
    private final Clock clock;

    /// Makes the task.
    ///
    /// @param receivers by the tenants whose events they take
    /// @param patience age at which an event is given up
    public EventDelivery(
            Map<TenantId, EventReceiver> receivers,
            EventQueue queue,
            Duration patience,
            DeliveryObserver observer,
            RandomGenerator random,
            Clock clock) {
        this.receivers = Map.copyOf(receivers);
        this.queue = queue;
        this.patience = patience;
        this.observer = observer;
        this.backoff = new Backoff(random);
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration limit() {
        return Duration.ofHours(3); // of 500 deliveries, each of which may take ten seconds
    }

    /// Delivers what waits.
    ///
    /// @throws VaultException if the store does not answer
    @Override
    public void run() {
        ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads =
                receivers.entrySet().stream()
                        .map(entry ->
                                Thread.ofVirtual()
                                        .name("events of " + entry.getKey())
                                        .start(() ->
                                                deliver(
                                                        entry.getKey(),
                                                        entry.getValue(),
                                                        failures)))
                        .toList();
        threads.forEach(EventDelivery::join);
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    private void deliver(
            TenantId tenant,
            EventReceiver receiver,
            ConcurrentLinkedQueue<RuntimeException> failures) {
        try {
            giveUp(tenant);
            int pages = 1;
            while (deliverPage(tenant, receiver) && pages < PAGES) {
                pages++;
            }
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private void giveUp(TenantId tenant) {
        int events = queue.giveUp(tenant, clock.instant().minus(patience));
        if (events > 0) {
            observer.gaveUp(tenant, events);
        }
    }

    /// @return whether there may be more that can be delivered
    private boolean deliverPage(TenantId tenant, EventReceiver receiver) {
        List<Waiting> due = queue.due(tenant, clock.instant(), PAGE);
        for (Waiting waiting : due) {
            if (!isDelivered(waiting, receiver)) {
                return false; // the receiver is spared until the next run
            }
        }
        return due.size() == PAGE;
    }

    private boolean isDelivered(Waiting waiting, EventReceiver receiver) {
        KeyEvent event = waiting.event();
        try {
            receiver.deliver(event);
        } catch (UndeliveredException e) {
            Instant next = clock.instant().plus(backoff.after(waiting.attempts() + 1));
            queue.failed(event, next);
            observer.failed(event, e, next);
            return false;
        }
        queue.delivered(event);
        observer.delivered(event);
        return true;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
