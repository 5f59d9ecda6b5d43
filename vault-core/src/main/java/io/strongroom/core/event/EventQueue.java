package io.strongroom.core.event;

import io.strongroom.core.identity.TenantId;
import java.time.Instant;
import java.util.List;

/// The events that wait for their delivery. Each stored event waits from its own time on.
///
/// All methods throw a `VaultException` about `SERVICE_UNAVAILABLE` if the store does not answer.
public interface EventQueue {

    /// An event that waits.
    ///
    /// @param attempts how often its delivery has failed
    record Waiting(KeyEvent event, int attempts) {}

    /// Events of a tenant whose next attempt is due, those first that wait longest.
    List<Waiting> due(TenantId tenant, Instant now, int limit);

    /// Notes that an event was delivered.
    void delivered(KeyEvent event);

    /// Notes that an attempt failed.
    ///
    /// @param next time of the next one
    void failed(KeyEvent event, Instant next);

    /// Gives up all events of a tenant that wait and are older than a time.
    ///
    /// @return how many
    int giveUp(TenantId tenant, Instant before);
}
