package io.strongroom.audit;

import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Target;
import io.strongroom.core.crypto.Hash;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.DisplayName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bytes of a record, formats 1 and 2 (`docs/audit-format.md`).
public final class RecordEncoding {
    /// Bytes of a hash.
    public static final int HASH_LENGTH = 32;

    /// The previous hash of the first record of a chain.
    static final byte[] NO_HASH = new byte[HASH_LENGTH];

    /// A record whose caller has no display name.
    static final int UNNAMED = 1;

    /// A record that ends with its caller's display name.
    static final int NAMED = 2;

    private static final int EXPECTED_LENGTH = 640;

    private RecordEncoding() {}

    /// Encodes an event at its place in a chain.
    ///
    /// @param previousHash hash of the previous record, 32 zero bytes for the first
    public static byte[] encode(AuditEvent event, String node, long sequence, byte[] previousHash) {
        byte[] record = unlinked(event, node);
        link(record, sequence, previousHash);
        return record;
    }

    /// SHA-256 of a record.
    public static byte[] hash(byte[] record) {
        return Hash.SHA_256.of(record);
    }

    /// Decodes a record. It does not contain the monotonic time of the request. An operation that
    /// this version does not know becomes [io.strongroom.core.audit.Action#UNKNOWN].
    ///
    /// @throws IllegalArgumentException if the bytes are not a record
    public static RecordedEvent decode(byte[] record) {
        return RecordDecoding.parse(record).recorded();
    }

    /// Encodes an event before its place in the chain is known.
    static byte[] unlinked(AuditEvent event, String node) {
        RecordWriter out = new RecordWriter(EXPECTED_LENGTH);
        DisplayName name = event.caller() == null ? null : event.caller().displayName();
        out.octet(name == null ? UNNAMED : NAMED).text(node).number(0).raw(NO_HASH);
        Outcome outcome = event.outcome();
        out.time(event.request().received());
        out.text(event.action().operationName());
        write(out, event.target());
        write(out, event.request());
        write(out, event.caller());
        out.integer(outcome.status()).text(outcome.signature()).text(outcome.description());
        out.number(event.duration().toNanos());
        write(out, event.details());
        if (name != null) {
            out.text(name.value());
        }
        return out.toBytes();
    }

    /// Writes its place in the chain into a record.
    static void link(byte[] record, long sequence, byte[] previousHash) {
        int place = 1 + Integer.BYTES + lengthOfNode(record);
        RecordWriter.putNumber(record, place, sequence);
        System.arraycopy(previousHash, 0, record, place + Long.BYTES, HASH_LENGTH);
    }

    private static void write(RecordWriter out, Target target) {
        out.id(target.tenant().value())
                .text(target.resourceId())
                .text(target.vault())
                .text(target.collection())
                .text(target.object())
                .text(target.version());
    }

    private static void write(RecordWriter out, RequestFacts request) {
        out.text(request.correlationId())
                .text(request.method())
                .text(request.uri())
                .text(request.apiVersion())
                .text(request.clientAddress())
                .text(request.userAgent());
    }

    private static void write(RecordWriter out, @Nullable Caller caller) {
        if (caller == null) {
            out.octet(0);
            return;
        }
        out.octet(1)
                .id(caller.tenant().value())
                .text(caller.principal().value())
                .text(caller.applicationId())
                .text(caller.userName())
                .text(caller.issuer());
    }

    private static void write(RecordWriter out, Map<String, String> details) {
        out.integer(details.size());
        if (details.size() == 1) {
            details.forEach((name, value) -> out.text(name).text(value));
            return;
        }
        details.entrySet().stream()
                .sorted(
                        Map.Entry.comparingByKey(
                                (a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b))))
                .forEach(detail -> out.text(detail.getKey()).text(detail.getValue()));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int lengthOfNode(byte[] record) {
        return (record[1] & 0xFF) << 24
                | (record[2] & 0xFF) << 16
                | (record[3] & 0xFF) << 8
                | (record[4] & 0xFF);
    }
}
