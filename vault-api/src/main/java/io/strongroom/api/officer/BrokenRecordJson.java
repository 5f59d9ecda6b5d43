package io.strongroom.api.officer;

import io.strongroom.core.audit.BrokenRecord;

/// A row of the log that was edited, in the place where its event would be. Of its content it shows
/// the time only, by which the row is ordered.
record BrokenRecordJson(
        String time, String category, String resultType, String resultDescription, Place strongroom)
        implements LogEntryJson {

    /// @param broken what is wrong with the row
    record Place(String tenant, String node, long sequence, String broken) {}

    static BrokenRecordJson of(BrokenRecord record) {
        return new BrokenRecordJson(
                record.time().toString(),
                "AuditEvent",
                "Broken",
                "The record is not what was stored.",
                new Place(
                        record.tenant().toString(),
                        record.node(),
                        record.sequence(),
                        record.reason()));
    }
}
