package io.strongroom.core.audit;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.InMemoryTransaction;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

final class RecordingAuditTrailTest extends AuditTrailContract {
    private final InMemoryStore store = new InMemoryStore();
    private final RecordingAuditTrail trail = new RecordingAuditTrail(store);

    @Override
    protected AuditTrail trail() {
        return trail;
    }

    @Override
    protected List<AuditEvent> recorded(TenantId tenant) {
        return trail.events().stream()
                .filter(event -> event.target().tenant().equals(tenant))
                .toList();
    }

    @Override
    protected void setGeneration(TenantId tenant, UUID subject, long generation) {
        store.commit(transaction ->
                InMemoryTransaction.of(transaction).begin(new Guard(subject, generation)));
    }

    @Override
    protected OptionalLong generation(UUID subject) {
        return store.generation(subject);
    }

    @Override
    protected Change advance(TenantId tenant, UUID subject, long before) {
        return transaction ->
                InMemoryTransaction.of(transaction)
                        .advance(new Guard(subject, before), new Guard(subject, before + 1));
    }

    @Override
    protected void loseStore() {
        trail.close();
    }

    @Override
    protected void returnStore() {
        trail.reopen();
    }
}
