package io.strongroom.core.event;

import io.strongroom.core.Page;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Stores events.
public interface KeyEvents {

    /// Adds an event. Adding it again changes nothing and succeeds.
    Change add(KeyEvent event);

    /// Finds events of one tenant, newest first.
    ///
    /// @throws io.strongroom.core.VaultException `BAD_PARAMETER` if the cursor is invalid,
    ///   `SERVICE_UNAVAILABLE` if the store does not answer
    Page<KeyEvent> find(TenantId tenant, Query query);

    /// Conditions; null matches every event.
    ///
    /// @param from events at this time or later
    /// @param to events before this time
    /// @param limit 1 to 1,000
    /// @param cursor `next` of the previous page
    record Query(
            @Nullable Instant from, @Nullable Instant to, int limit, @Nullable String cursor) {}
}
