package io.strongroom.core.event;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.InMemoryTransaction;
import io.strongroom.core.Page;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Events in memory. Guarded by its store.
public final class InMemoryKeyEvents implements KeyEvents {
    private static final Comparator<KeyEvent> NEWEST_FIRST =
            Comparator.comparing(KeyEvent::time)
                    .thenComparing(event -> event.id().toString())
                    .reversed();

    private final InMemoryStore store;
    private final Map<UUID, KeyEvent> events = new LinkedHashMap<>();

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
                InMemoryTransaction.of(transaction).put(events, event.id(), event);
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
