package io.strongroom.postgres;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainSource;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.RecordEncoding;
import io.strongroom.audit.Verification;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A database with trails, and what its administrator can do.
record AuditDatabase(TestDatabase database) {

    static AuditDatabase create() {
        return new AuditDatabase(TestDatabase.create(Path.of("..", "db", "migrations")));
    }

    ChainedAuditTrail trail(String node) {
        return ChainedAuditTrail.start(source(), AuditSettings.of(node));
    }

    ChainSource source() {
        return new PostgresChainSource(connections(), ChainObserver.NONE);
    }

    ConnectionSource connections() {
        Database settings = database.database();
        return new DatabaseSettings(settings.url(), Database.APP, settings.appPassword(), null, 2)
                .connections("strongroom audit");
    }

    /// Ends the sessions of all chains.
    void endSessions() {
        number(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'strongroom audit'");
    }

    /// Number of sessions of chains.
    long sessions() {
        return number(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'strongroom audit'")
                .orElseThrow();
    }

    /// Runs a statement as the superuser.
    ///
    /// @return number of rows that it changed
    int run(String sql, @Nullable Object... values) {
        try (Connection connection = database.asSuperuser();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The first number of a query's result, for the superuser.
    OptionalLong number(String sql, @Nullable Object... values) {
        try (Connection connection = database.asSuperuser();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? OptionalLong.of(result.getLong(1)) : OptionalLong.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void setGeneration(TenantId tenant, UUID subject, long generation) {
        run(
                "INSERT INTO generation VALUES (?, ?, ?) ON CONFLICT (subject) DO UPDATE SET generation = EXCLUDED.generation",
                subject,
                tenant.value(),
                generation);
    }

    OptionalLong generation(UUID subject) {
        return number("SELECT generation FROM generation WHERE subject = ?", subject);
    }

    /// Moves a subject from one generation to the next.
    static Change advance(TenantId tenant, UUID subject, long before) {
        return transaction -> {
            Connection connection = ((JdbcTransaction) transaction).connection();
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "UPDATE generation SET generation = generation + 1 WHERE tenant_id = ? AND subject = ? AND generation = ?")) {
                bind(statement, tenant.value(), subject, before);
                return statement.executeUpdate() == 1;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /// Runs any statement as a change.
    static Change statement(String sql, @Nullable Object... values) {
        return transaction -> {
            Connection connection = ((JdbcTransaction) transaction).connection();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, values);
                statement.execute();
                return true;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /// The events that are recorded for a tenant, in the order of their chain.
    List<RecordedEvent> recorded(TenantId tenant) {
        List<RecordedEvent> events = new ArrayList<>();
        try (Connection connection = database.asSuperuser();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT record FROM audit_event WHERE tenant_id = ? ORDER BY node, sequence")) {
            bind(statement, tenant.value());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(RecordEncoding.decode(rows.getBytes(1)));
                }
            }
            return events;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Verification verify(String node) {
        try (Connection connection = database.asApp()) {
            return StoredChain.verify(connection, node);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
