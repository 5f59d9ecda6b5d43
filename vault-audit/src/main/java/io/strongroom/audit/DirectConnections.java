package io.strongroom.audit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/// Connections of the PostgreSQL driver that do not wait for ever: not to be accepted, not to log
/// in, not for an answer.
public final class DirectConnections implements ConnectionSource {
    private static final long MILLIS_PER_SECOND = 1000;
    private final String url;
    private final String user;
    private final String password;
    private final Duration patience;

    /// @param url JDBC URL of the database itself, not of a pooler that shares sessions
    /// @param patience how long to wait for the server, rounded up to seconds
    public DirectConnections(String url, String user, String password, Duration patience) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.patience = patience;
    }

    @Override
    public Connection open() throws SQLException {
        String seconds =
                Long.toString(Math.ceilDiv(Math.max(patience.toMillis(), 1), MILLIS_PER_SECOND));
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "strongroom-audit");
        return DriverManager.getConnection(url, properties);
    }
}
