package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The database role of the service.
final class Role {
    private static final String PRIVILEGES =
            """
            SELECT bool_or(rolsuper OR rolbypassrls
                OR pg_has_role(current_user, c.relowner, 'MEMBER')
                OR has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')) AS privileged
            FROM pg_roles, pg_class c
            WHERE rolname = current_user AND c.oid IN (
                SELECT relid FROM pg_partition_tree('audit_event'))
            """;

    private Role() {}

    /// Requires that row-level security applies to the role, and that it cannot change or remove
    /// records of the log.
    ///
    /// @throws RoleException if the role is a superuser, bypasses row-level security, owns a table
    ///   or can change the log
    static void requireUnprivileged(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PRIVILEGES);
                ResultSet result = statement.executeQuery()) {
            if (!result.next() || result.getBoolean("privileged") || result.wasNull()) {
                throw new RoleException(
                        "the database role %s is too privileged: it must not be a superuser, bypass row-level security, own the tables or change audit_event"
                                .formatted(connection.getMetaData().getUserName()));
            }
        }
    }
}
