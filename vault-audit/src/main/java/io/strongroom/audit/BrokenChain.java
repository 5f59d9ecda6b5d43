package io.strongroom.audit;

import io.strongroom.core.identity.TenantId;
import java.util.Set;

/// A place where the chain of a node breaks.
///
/// @param sequence of the row that is wrong, or that should be there
/// @param reason what is wrong, never a value of a row
/// @param tenants whose records are there, as far as the rows still say so
public record BrokenChain(String node, long sequence, String reason, Set<TenantId> tenants) {
    public BrokenChain {
        tenants = Set.copyOf(tenants);
    }
}
