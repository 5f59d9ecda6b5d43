package io.strongroom.audit;

/// A record in its place in a chain, as a store holds it. Its arrays are shared, not copied.
///
/// @param node whose chain it is
/// @param sequence place in the chain, from 1
/// @param columns fields that queries use; they repeat what the record says
/// @param record its bytes (`docs/audit-format.md`)
/// @param hash SHA-256 of the record
public record ChainRecord(
        String node, long sequence, RecordColumns columns, byte[] record, byte[] hash) {}
