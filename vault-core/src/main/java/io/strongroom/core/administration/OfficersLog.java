package io.strongroom.core.administration;

import io.strongroom.core.Page;
import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.BrokenRecord;
import io.strongroom.core.audit.LogEntry;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;

/// Lets a security officer read their own tenant's log.
public final class OfficersLog {
    private final AuditLog log;

    public OfficersLog(AuditLog log) {
        this.log = log;
    }

    /// Finds entries of the log, newest first. The record of the operation counts those that are
    /// broken.
    ///
    /// @throws io.strongroom.core.VaultException `AUTHORIZATION_FAILED` if the caller is not a
    ///   security officer
    public Decided<Page<LogEntry>> find(TenantVisit visit, AuditLog.Query query) {
        visit.require(Right.AUDIT_EVENTS_READ, "/tenants/" + visit.tenant().id());
        Page<LogEntry> page = log.find(visit.tenant().id(), query);
        long broken = page.items().stream().filter(BrokenRecord.class::isInstance).count();
        if (broken > 0) {
            visit.evidence().detail("brokenRecords", Long.toString(broken));
        }
        return Decided.answer(page);
    }
}
