package io.strongroom.postgres;

import java.sql.DriverManager;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Where the database is, and the roles that the service has there.
///
/// @param url JDBC URL without credentials; its parameters win over the defaults of the service
/// @param username the role of the service, neither owner of the schema nor superuser
/// @param owner the role that migrates; if null, migrations are only validated
/// @param poolSize maximum connections of the pool, at least 2
public record DatabaseSettings(
        String url, String username, String password, @Nullable Owner owner, int poolSize) {

    private static final String CONNECT_SECONDS = "1";
    private static final String SOCKET_SECONDS = "2";

    /// Statements name no schema, and a dump does not contain the settings of a role.
    private static final String SEARCH_PATH = "strongroom,pg_temp";

    public DatabaseSettings {
        if (poolSize < 2) {
            throw new IllegalArgumentException("a pool of " + poolSize + " connections");
        }
    }

    /// The role that owns the schema.
    public record Owner(String username, String password) {
        @Override
        public String toString() {
            return username;
        }
    }

    /// The same database for its owner.
    DatabaseSettings as(Owner role) {
        return new DatabaseSettings(url, role.username(), role.password(), null, poolSize);
    }

    /// Opens connections of the service's role. They time out soon, and their messages contain no
    /// value of a row.
    ///
    /// @param application their name in the server's views
    ConnectionSource connections(String application) {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", application);
        properties.setProperty("currentSchema", SEARCH_PATH);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", SOCKET_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false");
        return () -> DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return username + " of a database";
    }
}
