package io.strongroom.postgres;

import io.strongroom.core.VaultException;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Sealer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;

/// Believes a row only when it is what the service stored last: it matches its seal, and its
/// generation is the current one. Row and generation are written in one transaction and read in one
/// statement, so they differ only when somebody brought an old row back.
final class Seals {
    private final Sealer sealer;

    Seals(Sealer sealer) {
        this.sealer = sealer;
    }

    byte[] seal(byte[] canonical) {
        return sealer.seal(canonical);
    }

    /// A kind of row.
    ///
    /// @param name for messages
    /// @param prefix of its columns `seal` and `current`, the latter from table generation
    record Kind<T>(
            String name, String prefix, Function<T, byte[]> canonical, Function<T, Guard> guard) {}

    /// Reads a record and checks it.
    ///
    /// @throws VaultException.Integrity for a row that was edited, moved or brought back
    <T> T require(Kind<T> kind, ResultSet row, TenantSql.Row<T> reader) throws SQLException {
        T record = readable(kind, row, reader);
        byte[] seal = row.getBytes(kind.prefix() + "seal");
        if (!sealer.matches(kind.canonical().apply(record), seal)) {
            throw new VaultException.Integrity(
                    "a stored " + kind.name() + " does not match its seal");
        }
        long current = row.getLong(kind.prefix() + "current");
        if (kind.guard().apply(record).generation() != current) {
            throw new VaultException.Integrity("a stored " + kind.name() + " is not the newest");
        }
        return record;
    }

    private static <T> T readable(Kind<T> kind, ResultSet row, TenantSql.Row<T> reader)
            throws SQLException {
        try {
            return reader.read(row);
        } catch (RuntimeException nonsense) { // a value that the service cannot have stored
            throw unreadable(kind.name());
        }
    }

    /// A row that is missing, or holds what the service cannot have stored.
    static VaultException unreadable(String kind) {
        return new VaultException.Integrity("a stored " + kind + " is missing or unreadable");
    }
}
