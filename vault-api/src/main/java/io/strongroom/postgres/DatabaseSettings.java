package io.strongroom.postgres;

import io.strongroom.audit.ConnectionSource;
import java.sql.DriverManager;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the database is, and who the service is there.
///
/// @param url JDBC URL without credentials; its parameters win over what the service chooses
/// @param username the role the service works as, neither owner of the schema nor superuser
/// @param owner who migrates; when absent, migrations are only checked
/// @param poolSize most connections of the pool, at least 2
@ConfigurationProperties("strongroom.database")
public record DatabaseSettings(
        String url,
        String username,
        String password,
        @Nullable Owner owner,
        @DefaultValue("8") int poolSize) {

    private static final String CONNECT_SECONDS = "1";
    private static final String SOCKET_SECONDS = "2";

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

    /// Opens connections of the service's role. They give up soon, and no value of a row gets into
    /// their messages.
    ///
    /// @param application how they are called in the server's views
    ConnectionSource connections(String application) {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", application);
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
