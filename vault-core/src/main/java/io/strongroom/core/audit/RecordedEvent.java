package io.strongroom.core.audit;

/// An event in the log, with its place in the chain of the node that recorded it.
///
/// @param node name of the node
/// @param sequence place in the node's chain, from 1
/// @param previousHash SHA-256 of the previous record, 32 zero bytes for the first
/// @param hash SHA-256 of this record
public record RecordedEvent(
        AuditEvent event, String node, long sequence, byte[] previousHash, byte[] hash)
        implements LogEntry {}
