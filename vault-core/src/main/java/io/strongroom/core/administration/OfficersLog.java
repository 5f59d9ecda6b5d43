package io.strongroom.core.administration;

import io.strongroom.core.Page;
import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;

/// Lets a security officer read their own tenant's log.
public final class OfficersLog {
    private final AuditLog log;

    public OfficersLog(AuditLog log) {
        this.log = log;
    }

    /// Finds events, newest first.
    ///
    /// @throws io.strongroom.core.VaultException `AUTHORIZATION_FAILED` if the caller is not a
    ///   security officer
    public Decided<Page<RecordedEvent>> find(TenantVisit visit, AuditLog.Query query) {
        visit.require(Right.AUDIT_EVENTS_READ, "/tenants/" + visit.tenant().id());
        return Decided.answer(log.find(visit.tenant().id(), query));
    }
}
