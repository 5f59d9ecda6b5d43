package io.strongroom.audit;

import io.strongroom.core.state.Guard;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Events linked to the head of a chain, ready to be stored.
///
/// @param end head of the chain once they are stored
record Batch(List<Pending> events, List<ChainRecord> records, ChainHead end) {

    static Batch link(String node, List<Pending> events, ChainHead head, MessageDigest sha256) {
        List<ChainRecord> records = new ArrayList<>(events.size());
        long sequence = head.sequence();
        byte[] hash = head.hash();
        for (Pending event : events) {
            byte[] record = event.record();
            RecordEncoding.link(record, ++sequence, hash);
            hash = sha256.digest(record);
            records.add(new ChainRecord(node, sequence, event.columns(), record, hash));
        }
        return new Batch(events, records, new ChainHead(sequence, hash));
    }

    /// The guards of all events.
    Set<Guard> guards() {
        Set<Guard> guards = new LinkedHashSet<>();
        events.forEach(event -> guards.addAll(event.guards()));
        return guards;
    }
}
