package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// Opens connections of the service's role.
@FunctionalInterface
interface ConnectionSource {

    /// Opens a new connection, or fails within a few seconds.
    Connection open() throws SQLException;
}
