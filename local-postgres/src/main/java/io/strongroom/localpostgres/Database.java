package io.strongroom.localpostgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.regex.Pattern;

/// A database with the two roles of the service: one that owns the schema and migrates it, one that
/// the service works as. Neither is a superuser nor passes row-level security.
///
/// @param url JDBC URL without credentials
/// @param ownerPassword of [#OWNER]
/// @param appPassword of [#APP]
public record Database(String url, String ownerPassword, String appPassword) {
    /// Owns the schema `strongroom`.
    public static final String OWNER = "strongroom_owner";

    /// What the service works as.
    public static final String APP = "strongroom_app";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    /// Creates the roles and the database if they are missing, and sets these passwords.
    ///
    /// @param adminUrl JDBC URL, with credentials, of a role that may do so
    /// @param url of the database, without credentials
    /// @param name of the database
    public static Database prepare(
            String adminUrl, String url, String name, String ownerPassword, String appPassword) {
        for (String word : new String[] {name, ownerPassword, appPassword}) {
            if (!PLAIN.matcher(word).matches()) {
                throw new IllegalArgumentException(
                        "names and passwords hold letters, digits, - and _");
            }
        }
        try (Connection connection = DriverManager.getConnection(adminUrl);
                Statement statement = connection.createStatement()) {
            role(connection, statement, OWNER, ownerPassword);
            role(connection, statement, APP, appPassword);
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("GRANT " + OWNER + " TO CURRENT_USER");
                statement.execute("CREATE DATABASE " + name + " OWNER " + OWNER);
            }
            statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE " + name + " TO " + APP);
            statement.execute("GRANT CONNECT, CREATE ON DATABASE " + name + " TO " + OWNER);
            return new Database(url, ownerPassword, appPassword);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the database could not be prepared: " + e.getMessage(), e);
        }
    }

    private static void role(
            Connection connection, Statement statement, String name, String password)
            throws SQLException {
        boolean there = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name);
        statement.execute(
                "%s ROLE %s LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '%s'"
                        .formatted(
                                there ? "ALTER" : "CREATE",
                                name.toLowerCase(Locale.ROOT),
                                password));
    }

    private static boolean exists(Connection connection, String query, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }
}
