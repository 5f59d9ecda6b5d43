package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import io.strongroom.audit.RecordEncoding;
import io.strongroom.core.identity.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares records with the ones before and after them in their chains. The neighbours may be
/// another tenant's: only their hashes are read.
final class ChainNeighbours {
    private static final String NEIGHBOURS =
            """
            SELECT node, sequence, before, before_hash, before_record_hash, after, after_previous
            FROM audit_neighbours(?::text[], ?::bigint[])
            """;

    private static final byte[] NO_HASH = new byte[32];

    private final TenantSql sql;

    ChainNeighbours(TenantSql sql) {
        this.sql = sql;
    }

    private record Place(String node, long sequence) {}

    /// What stands beside a record.
    ///
    /// @param before sequence of the record before; null if it does not exist
    /// @param hashes of the record before, as its row has it and as its record has it
    /// @param after sequence of the record after; null if it does not exist
    /// @param afterNames hash of the record before it that the record after names
    private record Beside(
            Place place,
            @Nullable Long before,
            List<byte @Nullable []> hashes,
            @Nullable Long after,
            byte @Nullable [] afterNames) {

        static Beside read(ResultSet row) throws SQLException {
            return new Beside(
                    new Place(row.getString(1), row.getLong(2)),
                    row.getObject(3, Long.class),
                    Arrays.asList(row.getBytes(4), row.getBytes(5)),
                    row.getObject(6, Long.class),
                    row.getBytes(7));
        }
    }

    /// Reads what stands beside records, in one statement.
    Fits of(TenantId tenant, List<ChainRecord> rows) {
        Map<Place, Beside> beside = new HashMap<>();
        if (!rows.isEmpty()) {
            String[] nodes = rows.stream().map(ChainRecord::node).toArray(String[]::new);
            long[] sequences = rows.stream().mapToLong(ChainRecord::sequence).toArray();
            sql.read(tenant, NEIGHBOURS, Beside::read, nodes, sequences)
                    .forEach(found -> beside.put(found.place(), found));
        }
        return new Fits(beside);
    }

    /// Whether records fit to what stands beside them.
    static final class Fits {
        private final Map<Place, Beside> beside;

        private Fits(Map<Place, Beside> beside) {
            this.beside = beside;
        }

        /// What does not fit, empty if nothing is missing beside the record and it is confirmed: by
        /// the record after it or, if it is the last one, by its fit to the record before.
        ///
        /// @param row intact by itself
        Optional<String> flaw(ChainRecord row) {
            Beside found = beside.get(new Place(row.node(), row.sequence()));
            return Optional.ofNullable(found == null ? "the record is gone" : flaw(row, found));
        }

        private static @Nullable String flaw(ChainRecord row, Beside found) {
            if (row.sequence() > 1 && !isNext(found.before(), row.sequence() - 1)) {
                return "the record before it is missing";
            }
            if (found.after() == null) {
                return follows(row, found) ? null : "it does not follow the record before it";
            }
            if (!isNext(found.after(), row.sequence() + 1)) {
                return "the record after it is missing";
            }
            return Arrays.equals(row.hash(), found.afterNames())
                    ? null
                    : "the record after it does not follow it";
        }

        private static boolean isNext(@Nullable Long found, long expected) {
            return found != null && found == expected;
        }

        /// The record before may itself be edited: then one of its hashes still fits.
        private static boolean follows(ChainRecord row, Beside found) {
            byte[] named = RecordEncoding.decode(row.record()).previousHash();
            return row.sequence() == 1
                    ? Arrays.equals(named, NO_HASH)
                    : found.hashes().stream().anyMatch(hash -> Arrays.equals(named, hash));
        }
    }
}
