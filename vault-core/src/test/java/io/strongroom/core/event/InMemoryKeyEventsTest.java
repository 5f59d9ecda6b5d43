package io.strongroom.core.event;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.Samples;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;

final class InMemoryKeyEventsTest extends KeyEventsContract {
    private final InMemoryStore store = new InMemoryStore();
    private final InMemoryKeyEvents events = new InMemoryKeyEvents(store);

    @Override
    protected KeyEvents events() {
        return events;
    }

    @Override
    protected EventQueue queue() {
        return events;
    }

    @Override
    protected OpenVault freshVault() {
        var tenant = Samples.freshTenant();
        return new OpenVault(Samples.freshVault(tenant), tenant);
    }

    @Override
    protected void commit(OpenVault vault, Change change) {
        store.commit(change);
    }
}
