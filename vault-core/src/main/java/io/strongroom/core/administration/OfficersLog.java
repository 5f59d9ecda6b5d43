package io.strongroom.core.administration;

import io.strongroom.core.Page;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.AccessControl;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.VaultRepository;

/// Lets a security officer read the log of the own tenant.
public final class OfficersLog {
    private final VaultRepository vaults;
    private final AuditLog log;

    public OfficersLog(VaultRepository vaults, AuditLog log) {
        this.vaults = vaults;
        this.log = log;
    }

    /// Finds events, newest first.
    ///
    /// @throws VaultException `AuthorizationFailed` for who is no officer
    public Decided<Page<RecordedEvent>> find(
            Caller caller, Evidence evidence, AuditLog.Query query) {
        Tenant tenant = CallersTenant.require(vaults, caller, evidence);
        AccessControl.requireOfficer(caller, tenant, "Strongroom.Audit/events/read");
        return Decided.answer(log.find(tenant.id(), query));
    }
}
