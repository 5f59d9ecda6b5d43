package io.strongroom.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/// The database role that the service works as.
final class Role {
    private Role() {}

    /// Requires that row-level security holds for the role, and that it cannot change or remove
    /// records of the log.
    ///
    /// @throws RoleException when the role is a superuser, passes row-level security, owns a table
    ///   or may change the log
    static void requirePlain(DataSource pool) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT current_user AS role,
                                  rolsuper OR rolbypassrls OR pg_has_role(current_user, c.relowner, 'MEMBER')
                                    OR has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE') AS unbound
                                FROM pg_roles, pg_class c
                                WHERE rolname = current_user AND c.oid = 'audit_event'::regclass
                                """);
                ResultSet result = statement.executeQuery()) {
            if (!result.next() || result.getBoolean("unbound")) {
                throw new RoleException(
                        "the database role %s may do too much: it must not be a superuser, pass row-level security, own the tables or change audit_event"
                                .formatted(connection.getMetaData().getUserName()));
            }
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }
}
