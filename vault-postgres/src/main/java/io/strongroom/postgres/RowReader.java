package io.strongroom.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads a row.
@FunctionalInterface
interface RowReader<T> {
    T read(ResultSet row) throws SQLException;

    /// Reads all rows of a result.
    static <T> List<T> all(ResultSet result, RowReader<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        while (result.next()) {
            rows.add(row.read(result));
        }
        return rows;
    }
}
