package io.strongroom.audit;

import io.strongroom.audit.RecordDecoding.Parsed;
import io.strongroom.audit.Verification.Breach;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Derives every hash of a node's chain again, and compares what rows repeat with what their
/// records say. Finds rows that were edited, deleted, inserted, swapped or moved. Does not find a
/// chain that was cut at its end, or was written anew from some record on: for that, compare the
/// last hash with one that was kept elsewhere.
public final class ChainVerifier {
    private final String node;
    private final MessageDigest sha256 = RecordEncoding.sha256();
    private @Nullable Tail tail;
    private long records;
    private @Nullable Breach breach;

    private ChainVerifier(String node, @Nullable Tail tail) {
        this.node = node;
        this.tail = tail;
    }

    /// Verifies a whole chain, whose rows will be given from the first on.
    public static ChainVerifier fromStart(String node) {
        return new ChainVerifier(node, Tail.NONE);
    }

    /// Verifies a part of a chain; where it begins is taken on trust.
    public static ChainVerifier fromAnywhere(String node) {
        return new ChainVerifier(node, null);
    }

    /// Verifies the whole chain of a node as one transaction sees it.
    ///
    /// @param connection of a role that may read; in autocommit mode, as it will be afterwards
    public static Verification verify(Connection connection, String node) throws SQLException {
        ChainVerifier verifier = fromStart(node);
        connection.setAutoCommit(false);
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT set_config('strongroom.chain', ?, true)")) {
            statement.setString(1, node);
            statement.execute();
            verifier.readAll(connection);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return verifier.result();
    }

    private void readAll(Connection connection) throws SQLException {
        String sql =
                "SELECT %s FROM audit_event WHERE node = ? ORDER BY sequence"
                        .formatted(StoredRecord.COLUMNS);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(1000);
            statement.setString(1, node);
            try (ResultSet rows = statement.executeQuery()) {
                while (breach == null && rows.next()) {
                    accept(StoredRecord.read(rows));
                }
            }
        }
    }

    /// Verifies the next row. After a breach, nothing more is verified.
    public void accept(StoredRecord row) {
        if (breach != null) {
            return;
        }
        String flaw = flaw(row);
        if (flaw != null) {
            breach = new Breach(row.sequence(), flaw);
            return;
        }
        tail = new Tail(row.sequence(), row.hash());
        records++;
    }

    /// What was found up to now.
    public Verification result() {
        return new Verification(node, records, tail == null ? 0 : tail.sequence(), breach);
    }

    private @Nullable String flaw(StoredRecord row) {
        if (!row.node().equals(node)) {
            return "the row belongs to the chain of node \"" + row.node() + "\"";
        }
        if (tail != null && row.sequence() != tail.sequence() + 1) {
            return "the row before is " + tail.sequence();
        }
        if (!Arrays.equals(sha256.digest(row.record()), row.hash())) {
            return "the hash is not the record's";
        }
        return flawOfContent(row, tail);
    }

    /// What is wrong with a row, looked at alone.
    static Optional<String> flawAlone(StoredRecord row) {
        return Optional.ofNullable(fromAnywhere(row.node()).flaw(row));
    }

    private static @Nullable String flawOfContent(StoredRecord row, @Nullable Tail tail) {
        Parsed parsed;
        try {
            parsed = RecordDecoding.parse(row.record());
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        var recorded = parsed.recorded();
        if (!recorded.node().equals(row.node()) || recorded.sequence() != row.sequence()) {
            return "the record belongs to another place";
        }
        if (tail != null && !Arrays.equals(recorded.previousHash(), tail.hash())) {
            return "the record does not follow the one before";
        }
        if (!parsed.columns().equals(row.columns())) {
            return "the columns do not say what the record says";
        }
        return null;
    }
}
