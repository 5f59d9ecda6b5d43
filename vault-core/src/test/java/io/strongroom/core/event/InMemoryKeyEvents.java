package io.strongroom.core.event;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.InMemoryTransaction;
import io.strongroom.core.Page;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Events in memory. Guarded by its store.
public final class InMemoryKeyEvents implements KeyEvents, EventQueue {
    private static final Comparator<KeyEvent> NEWEST_FIRST =
            Comparator.comparing(KeyEvent::time)
                    .thenComparing(event -> event.id().toString())
                    .reversed();

    private final InMemoryStore store;
    private final Map<UUID, KeyEvent> events = new LinkedHashMap<>();

    /// By the ids of events; those that do not wait are absent from the second.
    private final Map<UUID, Integer> attempts = new HashMap<>();

    private final Map<UUID, Instant> nextAttempts = new HashMap<>();

    public InMemoryKeyEvents(InMemoryStore store) {
        this.store = store;
    }

    /// All events in the order they were added.
    public List<KeyEvent> all() {
        return store.read(() -> List.copyOf(events.values()));
    }

    @Override
    public Change add(KeyEvent event) {
        return transaction -> {
            if (!events.containsKey(event.id())) {
                InMemoryTransaction open = InMemoryTransaction.of(transaction);
                open.put(events, event.id(), event);
                open.put(nextAttempts, event.id(), event.time());
            }
            return true;
        };
    }

    @Override
    public Page<KeyEvent> find(TenantId tenant, Query query) {
        List<KeyEvent> found =
                store.read(() ->
                        events.values().stream()
                                .filter(event -> event.key().vault().tenant().equals(tenant))
                                .filter(event -> matches(event, query))
                                .sorted(NEWEST_FIRST)
                                .toList());
        String cursor = query.cursor();
        List<KeyEvent> rest = cursor == null ? found : after(found, cursor);
        boolean last = rest.size() <= query.limit();
        List<KeyEvent> page = last ? rest : rest.subList(0, query.limit());
        return new Page<>(page, last ? null : page.getLast().id().toString());
    }

    @Override
    public List<Waiting> due(TenantId tenant, Instant now, int limit) {
        return store.read(() ->
                waiting(tenant)
                        .filter(event -> !nextAttempt(event).isAfter(now))
                        .sorted(Comparator.comparing(this::nextAttempt))
                        .limit(limit)
                        .map(event -> new Waiting(event, attempts.getOrDefault(event.id(), 0)))
                        .toList());
    }

    private Stream<KeyEvent> waiting(TenantId tenant) {
        return events.values().stream()
                .filter(event -> event.key().vault().tenant().equals(tenant))
                .filter(event -> nextAttempts.containsKey(event.id()));
    }

    private Instant nextAttempt(KeyEvent event) {
        return Objects.requireNonNull(nextAttempts.get(event.id()));
    }

    @Override
    public void delivered(KeyEvent event) {
        store.read(() -> Optional.ofNullable(nextAttempts.remove(event.id())));
    }

    @Override
    public void failed(KeyEvent event, Instant next) {
        store.read(() -> {
            attempts.merge(event.id(), 1, Integer::sum);
            return Optional.ofNullable(nextAttempts.put(event.id(), next));
        });
    }

    @Override
    public int giveUp(TenantId tenant, Instant before) {
        return store.read(() -> {
            List<KeyEvent> old =
                    waiting(tenant).filter(event -> event.time().isBefore(before)).toList();
            old.forEach(event -> nextAttempts.remove(event.id()));
            return old.size();
        });
    }

    private static boolean matches(KeyEvent event, Query query) {
        return (query.from() == null || !event.time().isBefore(query.from()))
                && (query.to() == null || event.time().isBefore(query.to()));
    }

    private static List<KeyEvent> after(List<KeyEvent> found, String cursor) {
        if (found.stream().noneMatch(event -> event.id().toString().equals(cursor))) {
            throw new VaultException(Problem.BAD_PARAMETER, "The cursor is invalid.");
        }
        return found.stream()
                .dropWhile(event -> !event.id().toString().equals(cursor))
                .skip(1)
                .toList();
    }
}
