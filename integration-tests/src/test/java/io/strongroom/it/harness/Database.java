package io.strongroom.it.harness;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A real PostgreSQL that can be made to fail.
public interface Database extends AutoCloseable {

    /// A container where a Docker engine answers, else the embedded one.
    static Database launch(Path home) {
        return ContainerDatabase.isPossible()
                ? ContainerDatabase.launch()
                : EmbeddedDatabase.launch(home);
    }

    /// JDBC URL with the credentials of a superuser.
    String url();

    /// Stops it in good order.
    void stop();

    /// Ends it as a crash would.
    void kill();

    /// Stops all its processes where they are; connections stay open and nothing answers.
    void freeze();

    /// Lets frozen processes go on.
    void thaw();

    /// Starts it again after [#stop] or [#kill], and returns when it accepts connections.
    void start();

    /// A connection that no row-level security holds back.
    default Connection superuser() throws SQLException {
        return DriverManager.getConnection(url());
    }

    @Override
    void close();
}
