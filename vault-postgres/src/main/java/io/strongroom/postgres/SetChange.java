package io.strongroom.postgres;

import io.strongroom.core.crypto.Hash;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Seal;
import io.strongroom.postgres.StateSet.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a write of one row means for the set of the row.
///
/// @param after what the row adds from now on
/// @param before reads what it has added until now; null if it is new
record SetChange(Part part, RowSums after, @Nullable Before before) {

    /// What a row that is written adds.
    static RowSums sums(StateKey key, String table, Guard guard, Seal seal, byte[] document) {
        return RowSums.of(
                guard.subject(),
                guard.generation(),
                key.element(
                        table,
                        guard.subject(),
                        guard.generation(),
                        seal.key(),
                        seal.value(),
                        Hash.SHA_256.of(document)));
    }

    /// The difference that the write makes. Asked before it is made, because the row as it was is
    /// read then; nothing if that row is not there, because then nothing will be written.
    RowSums difference(StateKey key, Connection connection) {
        return before == null ? after : after.minus(before.read(key, connection));
    }

    /// The row that is replaced.
    ///
    /// @param query of its seal_key, seal and digest
    record Before(String table, UUID subject, long generation, String query, Object... arguments) {

        private RowSums read(StateKey key, Connection connection) {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                for (int i = 0; i < arguments.length; i++) {
                    statement.setObject(i + 1, arguments[i]);
                }
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? SetChange.sums(key, table, subject, generation, row)
                            : RowSums.NONE;
                }
            } catch (SQLException e) {
                throw SqlStates.exception(e);
            }
        }
    }

    /// What a stored row adds.
    ///
    /// @param row with its columns seal_key, seal and digest, which is SHA-256 of the document
    static RowSums sums(StateKey key, String table, UUID subject, long generation, ResultSet row)
            throws SQLException {
        byte[] element =
                key.element(
                        table,
                        subject,
                        generation,
                        row.getInt("seal_key"),
                        row.getBytes("seal"),
                        row.getBytes("digest"));
        return RowSums.of(subject, generation, element);
    }
}
