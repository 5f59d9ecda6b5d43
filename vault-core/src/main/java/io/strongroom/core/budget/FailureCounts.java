package io.strongroom.core.budget;

import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import java.util.UUID;

/// Counts the failures of a day, of all nodes together. A restart does not reset it.
public interface FailureCounts {

    /// Counts a failure. It is durable when this returns.
    ///
    /// @param key the key's subject in guards
    /// @param algorithm JWA name
    /// @return how many there were today, by the store's clock in UTC, with this one
    /// @throws io.strongroom.core.VaultException `SERVICE_UNAVAILABLE`
    int add(TenantId tenant, UUID key, String algorithm);

    /// Forgets the failures of a key with an algorithm.
    Change reset(TenantId tenant, UUID key, String algorithm);
}
