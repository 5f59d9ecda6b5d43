package io.strongroom.postgres;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the database is, and who the service is there.
///
/// @param url JDBC URL without credentials; its parameters win over what the service chooses
/// @param username the role the service works as, neither owner of the schema nor superuser
/// @param owner who migrates; when absent, migrations are only checked
/// @param connections most connections of the pool, at least 2
@ConfigurationProperties("strongroom.database")
public record DatabaseSettings(
        String url,
        String username,
        String password,
        @Nullable Owner owner,
        @DefaultValue("8") int connections) {

    private static final String CONNECT_SECONDS = "1";
    private static final String SOCKET_SECONDS = "2";

    public DatabaseSettings {
        if (connections < 2) {
            throw new IllegalArgumentException("a pool of " + connections + " connections");
        }
    }

    /// The role that owns the schema.
    public record Owner(String username, String password) {
        @Override
        public String toString() {
            return username;
        }
    }

    /// What every connection of the service is opened with: it gives up soon, and no value of a row
    /// gets into a message.
    ///
    /// @param application how the connection is called in the server's views
    Properties connectionProperties(String application) {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", application);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", SOCKET_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    @Override
    public String toString() {
        return username + " of a database";
    }
}
