package io.strongroom.audit;

import java.sql.Connection;
import java.sql.SQLException;

/// Opens connections to the database as the service's role. Not a pool: the trail keeps its
/// connection, with a lock of its session on the node's name.
@FunctionalInterface
public interface ConnectionSource {

    /// Opens a new connection, or gives up within a few seconds.
    Connection open() throws SQLException;
}
