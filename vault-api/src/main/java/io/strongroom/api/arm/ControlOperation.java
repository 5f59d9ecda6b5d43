package io.strongroom.api.arm;

import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.operation.Decided;

/// The operation that an authenticated caller requests in their tenant, outside of the vaults.
@FunctionalInterface
public interface ControlOperation<R> {
    Decided<R> perform(TenantVisit visit);
}
