package io.strongroom.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/// A row of the log.
///
/// @param columns what the row repeats of its record
public record StoredRecord(
        String node, long sequence, Columns columns, byte[] record, byte[] hash) {
    static final String COLUMNS =
            "node, sequence, tenant_id, time, operation, vault, collection, object, principal,"
                    + " application, succeeded, signature, record, hash";

    /// Reads the row of [#COLUMNS] that a result stands on.
    static StoredRecord read(ResultSet row) throws SQLException {
        Columns columns =
                new Columns(
                        row.getObject(3, UUID.class),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        row.getBoolean(11),
                        row.getString(12));
        return new StoredRecord(
                row.getString(1), row.getLong(2), columns, row.getBytes(13), row.getBytes(14));
    }
}
