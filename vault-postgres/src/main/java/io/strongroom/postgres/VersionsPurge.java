package io.strongroom.postgres;

import io.strongroom.core.VaultException;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// Removes the rows of all versions of a purged key, and raises their generations, so that a row
/// that is put back is not the newest.
record VersionsPurge(KeyId key) implements Change {
    private static final String PURGE =
            """
            WITH version AS (
                SELECT COALESCE(kv.subject, kv.version) AS subject FROM key_version kv
                WHERE kv.tenant_id = ? AND kv.vault_id = ? AND kv.canonical_name = ?
            ), raised AS (
                UPDATE generation g SET generation = g.generation + 1
                FROM version v WHERE g.tenant_id = ? AND g.subject = v.subject
                RETURNING 1
            ), removed AS (
                DELETE FROM key_version kv
                WHERE kv.tenant_id = ? AND kv.vault_id = ? AND kv.canonical_name = ?
                RETURNING 1
            )
            SELECT (SELECT count(*) FROM version) AS versions,
                (SELECT count(*) FROM raised) AS raised,
                (SELECT count(*) FROM removed) AS removed
            """;

    /// @return true
    /// @throws VaultException.Integrity if not all rows were removed: a trigger or a rule kept them
    ///   back, or a generation is gone
    @Override
    public boolean apply(Transaction transaction) {
        Connection connection = ((JdbcTransaction) transaction).connection();
        try (PreparedStatement statement = connection.prepareStatement(PURGE)) {
            bind(statement);
            try (ResultSet counts = statement.executeQuery()) {
                counts.next();
                requireAll(counts);
            }
            return true;
        } catch (SQLException e) {
            throw SqlStates.exception(e);
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        VaultId vault = key.vault();
        UUID tenant = vault.tenant().value();
        String name = key.name().canonical();
        Object[] values = {tenant, vault.value(), name, tenant, tenant, vault.value(), name};
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static void requireAll(ResultSet counts) throws SQLException {
        long versions = counts.getLong("versions");
        if (versions == 0
                || versions != counts.getLong("raised")
                || versions != counts.getLong("removed")) {
            throw new VaultException.Integrity("the database did not remove all stored versions");
        }
    }
}
