package io.strongroom.audit;

import java.sql.Connection;
import java.sql.SQLException;

/// Opens connections that belong to who asks, outside of any pool.
public interface ConnectionSource {

    /// Opens a connection.
    Connection open() throws SQLException;
}
