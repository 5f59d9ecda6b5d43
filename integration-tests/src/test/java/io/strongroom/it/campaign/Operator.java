package io.strongroom.it.campaign;

import io.strongroom.it.harness.Site;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// The database operator: a superuser whom neither foreign keys nor row-level security hold back.
final class Operator implements AutoCloseable {
    private final Connection connection;

    Operator(Site site) {
        try {
            connection = site.database().superuser();
            run("SET session_replication_role = replica");
            run("SET search_path = strongroom");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs statements without parameters.
    void run(String statements) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(statements, e);
        }
    }

    /// Runs a statement and requires that it changes a row.
    void change(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            if (statement.executeUpdate() == 0) {
                throw new IllegalStateException("no row: " + sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// Remembers all state.
    void remember() {
        run("DROP TABLE IF EXISTS pg_temp.old_generation, pg_temp.old_vault, pg_temp.old_version");
        run("CREATE TEMP TABLE old_generation AS SELECT * FROM generation");
        run("CREATE TEMP TABLE old_vault AS SELECT * FROM vault");
        run("CREATE TEMP TABLE old_version AS SELECT * FROM key_version");
    }

    /// Puts back what has changed since [#remember]: rows with their generations.
    void putBack() {
        run(
                """
                DELETE FROM vault v USING old_vault o
                    WHERE o.vault_id = v.vault_id AND o.generation <> v.generation;
                INSERT INTO vault SELECT * FROM old_vault ON CONFLICT DO NOTHING;
                DELETE FROM key_version v USING old_version o
                    WHERE o.version = v.version AND o.generation <> v.generation;
                INSERT INTO key_version SELECT * FROM old_version ON CONFLICT DO NOTHING;
                UPDATE generation g SET generation = o.generation FROM old_generation o
                    WHERE o.subject = g.subject AND o.generation <> g.generation
                """);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
