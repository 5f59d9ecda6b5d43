package io.strongroom.core.event;

import io.strongroom.core.identity.TenantId;
import java.time.Instant;

/// Hears how deliveries end.
public interface DeliveryObserver {

    /// An event was delivered.
    void delivered(KeyEvent event);

    /// An attempt failed.
    ///
    /// @param next time of the next one
    void failed(KeyEvent event, UndeliveredException failure, Instant next);

    /// Events were too old.
    ///
    /// @param events how many
    void gaveUp(TenantId tenant, int events);
}
