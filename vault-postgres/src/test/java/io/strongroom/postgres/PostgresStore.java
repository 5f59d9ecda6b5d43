package io.strongroom.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.strongroom.core.Samples;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.key.FoundKey;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.state.Guard;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A database of its own with repositories over it, wired as in the service, and a superuser who
/// does what the service cannot.
final class PostgresStore implements AutoCloseable {
    final TestDatabase database = TestDatabase.create(Path.of("..", "db", "migrations"));
    final HikariDataSource pool;
    final Connections connections;
    private final PostgresDatabase opened;
    private final Connection superuser;
    final PostgresVaultRepository vaults;
    final PostgresKeyRepository keys;

    PostgresStore() {
        this(2);
    }

    PostgresStore(int poolSize) {
        opened = PostgresDatabase.open(settings(poolSize));
        pool = opened.pool();
        this.connections = opened.connections();
        vaults = new PostgresVaultRepository(connections, new FakeSealer(), poolSize);
        keys = new PostgresKeyRepository(connections, new FakeSealer());
        superuser = superuser(database);
    }

    private static Connection superuser(TestDatabase database) {
        try {
            Connection connection = database.asSuperuser();
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET session_replication_role = replica"); // no foreign keys
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    DatabaseSettings settings(int poolSize) {
        Database d = database.database();
        return new DatabaseSettings(d.url(), Database.APP, d.appPassword(), null, poolSize);
    }

    /// Applies the change as the audit trail does; rolls it back if it returns false.
    boolean commit(TenantId tenant, Change change) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT set_config('strongroom.tenant', ?, true)")) {
            connection.setAutoCommit(false);
            statement.setString(1, tenant.toString());
            statement.execute();
            boolean made = JdbcTransaction.apply(change, connection) != null;
            if (made) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return made;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean holds(Guard guard) {
        return generation(guard.subject()).equals(OptionalLong.of(guard.generation()));
    }

    OptionalLong generation(UUID subject) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT generation FROM generation WHERE subject = ?")) {
            statement.setObject(1, subject);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? OptionalLong.of(result.getLong(1)) : OptionalLong.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Does what an administrator of the database could do.
    ///
    /// @return rows changed
    int tamper(String sql, @Nullable Object... arguments) {
        try (PreparedStatement statement = superuser.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    OpenVault freshVault() {
        return freshVault(freshTenant());
    }

    Tenant freshTenant() {
        return added(Samples.freshTenant());
    }

    OpenVault freshVault(Tenant tenant) {
        return new OpenVault(added(Samples.freshVault(tenant)), tenant);
    }

    Tenant added(Tenant tenant) {
        require(commit(tenant.id(), vaults.add(tenant)));
        return tenant;
    }

    Vault added(Vault vault) {
        require(commit(vault.id().tenant(), vaults.add(vault)));
        return vault;
    }

    Key added(OpenVault vault, KeyVersion first) {
        Key key = Samples.keyOf(first);
        require(commit(vault.tenant().id(), keys.add(key, first)));
        return key;
    }

    /// Adds an EC key.
    KeyVersion key(OpenVault vault, String name) {
        KeyVersion first = Samples.ec256Key(vault, name);
        added(vault, first);
        return first;
    }

    /// Finds a key as a request names it.
    Optional<FoundKey> find(OpenVault vault, ObjectReference reference, boolean current) {
        VersionId version =
                reference.version() == null
                        ? null
                        : VersionId.parse(reference.version()).orElseThrow();
        return keys.find(vault, reference.name(), version, current);
    }

    static ObjectReference reference(String name) {
        return new ObjectReference(new ObjectName(name), null);
    }

    private static void require(boolean made) {
        if (!made) {
            throw new IllegalStateException("not added");
        }
    }

    @Override
    public void close() {
        opened.close();
        try {
            superuser.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
