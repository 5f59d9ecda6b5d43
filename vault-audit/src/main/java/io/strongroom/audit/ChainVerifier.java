package io.strongroom.audit;

import io.strongroom.audit.RecordDecoding.Parsed;
import io.strongroom.audit.Verification.Breach;
import io.strongroom.core.crypto.Hash;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Computes every hash of a node's chain again, and compares the columns of each row with its
/// record. Finds rows that were edited, deleted, inserted, swapped or moved. Does not find a chain
/// that was truncated, or rewritten from some record to its end: to find that, compare the last
/// hash with one that was kept elsewhere.
public final class ChainVerifier {
    private final String node;
    private final MessageDigest sha256 = Hash.SHA_256.computation();
    private @Nullable ChainHead head;
    private long records;
    private @Nullable Breach breach;

    private ChainVerifier(String node, @Nullable ChainHead head) {
        this.node = node;
        this.head = head;
    }

    /// Verifies a whole chain, given from its first row.
    public static ChainVerifier fromStart(String node) {
        return new ChainVerifier(node, ChainHead.EMPTY);
    }

    /// Verifies a part of a chain; its first row is not compared with the row before.
    public static ChainVerifier fromAnywhere(String node) {
        return new ChainVerifier(node, null);
    }

    /// Verifies the rest of a chain.
    ///
    /// @param sequence of the record before the first row, 0 if the chain is given from its start
    /// @param hash of that record
    public static ChainVerifier after(String node, long sequence, byte[] hash) {
        return new ChainVerifier(node, new ChainHead(sequence, hash));
    }

    /// Verifies the next row. Rows after a breach are ignored.
    public void accept(ChainRecord row) {
        if (breach != null) {
            return;
        }
        String flaw = flaw(row);
        if (flaw != null) {
            breach = new Breach(row.sequence(), flaw);
            return;
        }
        head = new ChainHead(row.sequence(), row.hash());
        records++;
    }

    /// The result so far.
    public Verification result() {
        return new Verification(node, records, head == null ? 0 : head.sequence(), breach);
    }

    private @Nullable String flaw(ChainRecord row) {
        if (!row.node().equals(node)) {
            return "the row belongs to the chain of node \"" + row.node() + "\"";
        }
        if (head != null && row.sequence() != head.sequence() + 1) {
            return "the previous row is " + head.sequence();
        }
        if (!Arrays.equals(sha256.digest(row.record()), row.hash())) {
            return "the hash does not match the record";
        }
        return flawOfContent(row, head);
    }

    /// What is wrong with a single row, empty if it is intact.
    public static Optional<String> flawAlone(ChainRecord row) {
        return Optional.ofNullable(fromAnywhere(row.node()).flaw(row));
    }

    private static @Nullable String flawOfContent(ChainRecord row, @Nullable ChainHead head) {
        Parsed parsed;
        try {
            parsed = RecordDecoding.parse(row.record(), row.hash());
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        var recorded = parsed.recorded();
        if (!recorded.node().equals(row.node()) || recorded.sequence() != row.sequence()) {
            return "the record belongs to another place";
        }
        if (head != null && !Arrays.equals(recorded.previousHash(), head.hash())) {
            return "the record does not follow the previous one";
        }
        if (!parsed.columns().equals(row.columns())) {
            return "the columns differ from the record";
        }
        return null;
    }
}
