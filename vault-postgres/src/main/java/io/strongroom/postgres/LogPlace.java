package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The place of a record in the order of a tenant's log.
record LogPlace(Instant time, String node, long sequence) {
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    LogPlace {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(END) || node.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not the place of a record");
        }
    }

    static LogPlace of(ChainRecord row) {
        return new LogPlace(row.columns().time(), row.node(), row.sequence());
    }

    static LogPlace parse(String text) {
        String[] parts = text.split("\\.", 3);
        return new LogPlace(
                Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS),
                parts[2],
                Long.parseLong(parts[1]));
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time) + "." + sequence + "." + node;
    }
}
