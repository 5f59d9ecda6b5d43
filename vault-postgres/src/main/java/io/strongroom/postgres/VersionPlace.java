package io.strongroom.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/// The place of a version in the order in which the versions of a key were made: by time, which is
/// sealed, and by number among those of one second.
record VersionPlace(Instant created, long ordinal) {
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");
    static final VersionPlace FIRST = new VersionPlace(Instant.EPOCH, 0);

    VersionPlace {
        if (created.isBefore(Instant.EPOCH) || created.isAfter(END)) {
            throw new IllegalArgumentException("not a time a key is made at");
        }
    }

    static VersionPlace of(ResultSet row) throws SQLException {
        return new VersionPlace(Columns.time(row, "v_created"), row.getLong("v_ordinal"));
    }

    static VersionPlace parse(String text) {
        int dot = text.indexOf('.');
        return new VersionPlace(
                Instant.ofEpochSecond(Long.parseLong(text.substring(0, dot))),
                Long.parseLong(text.substring(dot + 1)));
    }

    @Override
    public String toString() {
        return created.getEpochSecond() + "." + ordinal;
    }
}
