package io.strongroom.postgres;

import io.strongroom.core.VaultException;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Transaction;
import io.strongroom.postgres.StateSet.Part;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// Removes the rows of all versions of a purged key, and raises their generations, so that a row
/// that is put back is not the newest.
record VersionsPurge(KeyId key, StateSets sets) implements Change {
    private static final String PURGE =
            """
            WITH version AS (
                SELECT kv.version, kv.subject, kv.generation,
                    kv.seal_key, kv.seal, sha256(kv.document) AS digest
                FROM key_version kv
                WHERE kv.tenant_id = ? AND kv.vault_id = ? AND kv.canonical_name = ?
            ), raised AS (
                UPDATE generation g SET generation = g.generation + 1
                FROM version v WHERE g.tenant_id = ? AND g.subject = v.subject
                RETURNING g.subject
            ), removed AS (
                DELETE FROM key_version kv
                WHERE kv.tenant_id = ? AND kv.vault_id = ? AND kv.canonical_name = ?
                RETURNING kv.version
            )
            SELECT v.*, EXISTS (SELECT FROM raised r WHERE r.subject = v.subject)
                AND EXISTS (SELECT FROM removed r WHERE r.version = v.version) AS purged
            FROM version v
            """;

    /// @return true
    /// @throws VaultException.Integrity if not all rows were removed: a trigger or a rule kept them
    ///   back, or a generation is gone
    @Override
    public boolean apply(Transaction transaction) {
        JdbcTransaction jdbc = (JdbcTransaction) transaction;
        try (PreparedStatement statement = jdbc.connection().prepareStatement(PURGE)) {
            bind(statement);
            try (ResultSet versions = statement.executeQuery()) {
                boolean any = false;
                while (versions.next()) {
                    any = true;
                    removed(jdbc, versions);
                }
                require(any);
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

    private void removed(JdbcTransaction transaction, ResultSet version) throws SQLException {
        require(version.getBoolean("purged"));
        UUID subject = version.getObject("subject", UUID.class);
        RowSums sums =
                SetChange.sums(
                        sets.key(),
                        Tables.KEY_VERSION.name(),
                        subject,
                        version.getLong("generation"),
                        version);
        UUID tenant = key.vault().tenant().value();
        transaction.changed(sets, Part.of(tenant, subject), RowSums.NONE.minus(sums));
    }

    private static void require(boolean removed) {
        if (!removed) {
            throw new VaultException.Integrity("the database did not remove all stored versions");
        }
    }
}
