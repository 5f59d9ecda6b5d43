package io.strongroom.api.officer;

import io.strongroom.core.audit.BrokenRecord;
import io.strongroom.core.audit.LogEntry;
import io.strongroom.core.audit.RecordedEvent;

/// An entry of the log.
sealed interface LogEntryJson permits EventJson, BrokenRecordJson {

    static LogEntryJson of(LogEntry entry) {
        return switch (entry) {
            case RecordedEvent recorded -> EventJson.of(recorded);
            case BrokenRecord broken -> BrokenRecordJson.of(broken);
        };
    }
}
