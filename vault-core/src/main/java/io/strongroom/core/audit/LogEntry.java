package io.strongroom.core.audit;

/// A row of a tenant's log: the event that was recorded or, if the row was edited, the fact that it
/// was.
public sealed interface LogEntry permits RecordedEvent, BrokenRecord {

    /// Name of the node in whose chain the row is.
    String node();

    /// Place in the node's chain, from 1.
    long sequence();
}
