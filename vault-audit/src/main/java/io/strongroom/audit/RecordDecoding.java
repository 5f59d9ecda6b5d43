package io.strongroom.audit;

import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.DisplayName;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.TenantId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decodes records, the inverse of [RecordEncoding].
final class RecordDecoding {
    private static final Map<String, Action> ACTIONS =
            Stream.of(Action.values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Action::operationName, Function.identity()));

    private RecordDecoding() {}

    /// A decoded record, and the columns that its row must have.
    record Parsed(RecordColumns columns, RecordedEvent recorded) {}

    static Parsed parse(byte[] record) {
        return parse(record, RecordEncoding.hash(record));
    }

    /// @param hash of the record
    static Parsed parse(byte[] record, byte[] hash) {
        RecordReader in = new RecordReader(record);
        int format = in.octet();
        if (format != RecordEncoding.UNNAMED && format != RecordEncoding.NAMED) {
            throw RecordReader.malformed("format " + format);
        }
        String node = in.text();
        long sequence = in.number();
        byte[] previousHash = in.raw(RecordEncoding.HASH_LENGTH);
        Instant received = time(in);
        String operation = in.text();
        AuditEvent event = event(in, received, operation, format == RecordEncoding.NAMED);
        in.requireEnd();
        return new Parsed(
                RecordColumns.of(event, operation),
                new RecordedEvent(event, node, sequence, previousHash, hash));
    }

    private static AuditEvent event(
            RecordReader in, Instant received, String operation, boolean named) {
        Target target = target(in);
        RequestFacts request = request(in, received);
        Caller caller = in.flag() ? caller(in) : null;
        Outcome outcome = new Outcome(in.integer(), in.text(), in.text());
        Duration duration = Duration.ofNanos(in.number());
        Action action = ACTIONS.getOrDefault(operation, Action.UNKNOWN);
        Map<String, String> details = details(in);
        Caller shown = named ? named(caller, in.text()) : caller;
        return new AuditEvent(action, request, target, shown, outcome, duration, details);
    }

    private static Caller named(@Nullable Caller caller, String name) {
        if (caller == null) {
            throw RecordReader.malformed("the name of no caller");
        }
        return caller.named(new DisplayName(name));
    }

    private static Instant time(RecordReader in) {
        try {
            return Instant.EPOCH.plus(in.number(), ChronoUnit.MICROS);
        } catch (DateTimeException | ArithmeticException e) {
            throw RecordReader.malformed("a time out of range");
        }
    }

    private static Target target(RecordReader in) {
        return new Target(
                new TenantId(in.id()),
                in.optionalText(),
                in.optionalText(),
                in.optionalText(),
                in.optionalText(),
                in.optionalText());
    }

    private static RequestFacts request(RecordReader in, Instant received) {
        return new RequestFacts(
                in.text(),
                in.text(),
                in.text(),
                in.optionalText(),
                in.text(),
                in.optionalText(),
                received,
                0);
    }

    private static Caller caller(RecordReader in) {
        return new Caller(
                new TenantId(in.id()),
                new PrincipalId(in.text()),
                in.optionalText(),
                in.optionalText(),
                in.text());
    }

    private static Map<String, String> details(RecordReader in) {
        int count = in.integer();
        if (count < 0) {
            throw RecordReader.malformed(count + " details");
        }
        Map<String, String> details = new HashMap<>();
        byte @Nullable [] before = null;
        for (int i = 0; i < count; i++) {
            String name = in.text();
            byte[] bytes = RecordEncoding.utf8(name);
            if (before != null && Arrays.compareUnsigned(before, bytes) >= 0) {
                throw RecordReader.malformed("details are out of order");
            }
            before = bytes;
            details.put(name, in.text());
        }
        return details;
    }
}
