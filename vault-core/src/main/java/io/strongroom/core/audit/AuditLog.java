package io.strongroom.core.audit;

import io.strongroom.core.Page;
import io.strongroom.core.identity.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads a tenant's log.
public interface AuditLog {

    /// Finds entries of one tenant's log, newest first. A row that was edited is a [BrokenRecord];
    /// the rest of the page is not affected.
    ///
    /// @throws io.strongroom.core.VaultException if the cursor is invalid
    Page<LogEntry> find(TenantId tenant, Query query);

    /// Conditions; null matches every event.
    ///
    /// @param vault name, without case
    /// @param key name of a key, without case
    /// @param secret name of a secret, without case
    /// @param operation Azure's operation name
    /// @param caller object id or client id
    /// @param result `Success`, `Failure`, or a signature such as `ForbiddenByPolicy`
    /// @param from events at this time or later
    /// @param to events before this time
    /// @param limit 1 to 1,000
    /// @param cursor `next` of the previous page
    record Query(
            @Nullable String vault,
            @Nullable String key,
            @Nullable String secret,
            @Nullable String operation,
            @Nullable String caller,
            @Nullable String result,
            @Nullable Instant from,
            @Nullable Instant to,
            int limit,
            @Nullable String cursor) {
        /// Maximum entries of a page.
        public static final int MAX_LIMIT = 1000;
    }
}
