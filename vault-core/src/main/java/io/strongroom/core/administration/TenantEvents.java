package io.strongroom.core.administration;

import io.strongroom.core.Page;
import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.event.KeyEvent;
import io.strongroom.core.event.KeyEvents;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;

/// Lets a security officer read the events of their own tenant.
public final class TenantEvents {
    private final KeyEvents events;

    public TenantEvents(KeyEvents events) {
        this.events = events;
    }

    /// Finds events, newest first.
    ///
    /// @throws io.strongroom.core.VaultException `AUTHORIZATION_FAILED` if the caller is not a
    ///   security officer
    public Decided<Page<KeyEvent>> find(TenantVisit visit, KeyEvents.Query query) {
        visit.require(Right.AUDIT_EVENTS_READ, "/tenants/" + visit.tenant().id());
        return Decided.answer(events.find(visit.tenant().id(), query));
    }
}
