package io.strongroom.core.access;

import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Evidence;
import java.util.function.Supplier;

/// Sees to it that a vault that was edited behind the service's back is reported to the tenant that
/// owns it, whichever tenant's request finds out.
public final class OwnerReport {
    private OwnerReport() {}

    /// Reads a vault by its name.
    ///
    /// @throws VaultException.Integrity if the vault was edited; the record of the operation then
    ///   goes to the log of its owner
    public static <T> T reading(VaultName name, Evidence evidence, Supplier<T> read) {
        try {
            return read.get();
        } catch (VaultException.Integrity edited) {
            TenantId owner = edited.tenant();
            if (owner != null) {
                evidence.about(unopened(owner, name));
            }
            throw edited;
        }
    }

    /// All that is known of a vault that could not be opened.
    static Target unopened(TenantId tenant, VaultName name) {
        return new Target(tenant, null, name.value(), null, null, null);
    }
}
