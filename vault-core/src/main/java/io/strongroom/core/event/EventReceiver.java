package io.strongroom.core.event;

/// Takes the events of a tenant, such as a webhook.
@FunctionalInterface
public interface EventReceiver {

    /// Delivers an event. It may be delivered again.
    ///
    /// @throws UndeliveredException if it was not, or may not have been
    void deliver(KeyEvent event) throws UndeliveredException;
}
