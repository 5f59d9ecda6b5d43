package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// The place of a row in the order of a tenant's log.
record LogPlace(Instant time, String node, long sequence) {
    /// The range of `timestamptz` (PostgreSQL 18 §8.5).
    private static final Instant EARLIEST = Instant.parse("-4713-11-24T00:00:00Z");

    private static final Instant LATEST = Instant.parse("+294276-12-31T23:59:59.999999Z");
    private static final int NANOS_PER_MICRO = 1000;
    private static final long MICROS = 1_000_000;

    LogPlace {
        if (node.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not the name of a node");
        }
    }

    static LogPlace of(ChainRecord row) {
        return new LogPlace(row.columns().time(), row.node(), row.sequence());
    }

    /// Reads a time: the place after all rows that have it.
    static LogPlace afterTime(ResultSet row) throws SQLException {
        return new LogPlace(row.getObject(1, OffsetDateTime.class).toInstant(), "", 0);
    }

    /// The place after all rows of a time and of later ones.
    static LogPlace before(long micros) {
        long seconds = Math.floorDiv(micros, MICROS);
        long nanos = Math.floorMod(micros, MICROS) * NANOS_PER_MICRO;
        return new LogPlace(Instant.ofEpochSecond(seconds, nanos), "", 0);
    }

    static LogPlace parse(String text) {
        String[] parts = text.split("\\.", 4);
        return new LogPlace(
                Instant.ofEpochSecond(
                        Long.parseLong(parts[0]), Long.parseLong(parts[1]) * NANOS_PER_MICRO),
                parts[3],
                Long.parseLong(parts[2]));
    }

    /// The time as the driver binds it. A row that was edited may have the time infinity, which the
    /// driver reads and binds as the largest and smallest [OffsetDateTime].
    OffsetDateTime column() {
        if (time.isAfter(LATEST)) {
            return OffsetDateTime.MAX;
        }
        return time.isBefore(EARLIEST) ? OffsetDateTime.MIN : time.atOffset(ZoneOffset.UTC);
    }

    @Override
    public String toString() {
        return "%d.%d.%d.%s"
                .formatted(time.getEpochSecond(), time.getNano() / NANOS_PER_MICRO, sequence, node);
    }
}
