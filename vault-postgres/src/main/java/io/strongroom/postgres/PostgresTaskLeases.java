package io.strongroom.postgres;

import io.strongroom.core.schedule.TaskLeases;
import io.strongroom.core.schedule.TaskState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Leases of tasks in PostgreSQL. Each method is one statement; the server's clock decides.
final class PostgresTaskLeases implements TaskLeases {
    private static final String TAKE =
            """
            INSERT INTO task (name, holder, held_until, next_run)
            VALUES (?, ?, now() + ? * interval '1 millisecond', now())
            ON CONFLICT (name) DO UPDATE
                SET holder = excluded.holder, held_until = excluded.held_until
                WHERE (task.holder IS NULL OR task.holder = excluded.holder
                        OR task.held_until <= now())
                    AND (? OR task.next_run <= now())
            """;

    private static final String FINISH =
            """
            UPDATE task SET holder = NULL, held_until = NULL, last_run = now(), last_succeeded = ?,
                next_run = now() + ? * interval '1 millisecond'
            WHERE name = ? AND holder = ?
            """;

    private static final String STATES =
            """
            SELECT name, CASE WHEN held_until > now() THEN holder END AS holder, last_run,
                last_succeeded, next_run
            FROM task ORDER BY name
            """;

    private final Connections connections;

    PostgresTaskLeases(Connections connections) {
        this.connections = connections;
    }

    @Override
    public boolean take(String task, String node, Duration limit) {
        return take(task, node, limit, false);
    }

    @Override
    public boolean takeNow(String task, String node, Duration limit) {
        return take(task, node, limit, true);
    }

    private boolean take(String task, String node, Duration limit, boolean now) {
        return connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
                statement.setString(1, task);
                statement.setString(2, node);
                statement.setLong(3, limit.toMillis());
                statement.setBoolean(4, now);
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public void finish(String task, String node, boolean succeeded, Duration interval) {
        connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
                statement.setBoolean(1, succeeded);
                statement.setLong(2, interval.toMillis());
                statement.setString(3, task);
                statement.setString(4, node);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public List<TaskState> states() {
        return connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(STATES);
                    ResultSet result = statement.executeQuery()) {
                List<TaskState> states = new ArrayList<>();
                while (result.next()) {
                    states.add(state(result));
                }
                return states;
            }
        });
    }

    private static TaskState state(ResultSet row) throws SQLException {
        return new TaskState(
                Objects.requireNonNull(row.getString("name")),
                row.getString("holder"),
                time(row, "last_run"),
                row.getBoolean("last_succeeded"),
                Objects.requireNonNull(time(row, "next_run")));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
