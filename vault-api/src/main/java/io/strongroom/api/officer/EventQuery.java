package io.strongroom.api.officer;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditLog.Query;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of a query of the log. An empty parameter is the same as an absent one.
final class EventQuery {
    /// The parameters that `nextLink` repeats.
    static final List<String> FILTERS =
            List.of(
                    "vault",
                    "key",
                    "secret",
                    "operation",
                    "caller",
                    "result",
                    "from",
                    "to",
                    "limit");

    private static final String CURSOR = "cursor";

    /// All parameters.
    static final List<String> PARAMETERS =
            Stream.concat(FILTERS.stream(), Stream.of(CURSOR)).toList();

    private static final String OPERATIONS =
            Arrays.stream(Action.values())
                    .map(Action::operationName)
                    .collect(Collectors.joining(", "));

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LENGTH = 256;
    private static final int MAX_DIGITS = 4;
    private static final String TIME = "a time as RFC 3339 has it, such as 2026-03-01T12:00:00Z";
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private final Function<String, @Nullable String> parameters;

    private EventQuery(Function<String, @Nullable String> parameters) {
        this.parameters = parameters;
    }

    static Query read(Function<String, @Nullable String> parameters) {
        return new EventQuery(parameters).read();
    }

    private Query read() {
        Instant from = time("from");
        Instant to = time("to");
        if (from != null && to != null && to.isBefore(from)) {
            throw invalid("to", "a time that is not before 'from'");
        }
        return new Query(
                text("vault"),
                text("key"),
                text("secret"),
                operation(),
                text("caller"),
                text("result"),
                from,
                to,
                limit(),
                text(CURSOR));
    }

    private @Nullable String operation() {
        String name = text("operation");
        if (name != null
                && Arrays.stream(Action.values())
                        .noneMatch(action -> action.operationName().equals(name))) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "There is no operation '%s'; there are %s.".formatted(name, OPERATIONS));
        }
        return name;
    }

    private @Nullable String text(String name) {
        String value = parameters.apply(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.length() > MAX_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
            throw invalid(name, "at most " + MAX_LENGTH + " printable characters");
        }
        return value;
    }

    /// Decoding turns a `+` that was not encoded into a space.
    private @Nullable Instant time(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw invalid(name, TIME);
            }
            return time;
        } catch (DateTimeException e) {
            throw invalid(name, TIME);
        }
    }

    private int limit() {
        String value = text("limit");
        if (value == null) {
            return DEFAULT_LIMIT;
        }
        boolean number =
                value.length() <= MAX_DIGITS && value.chars().allMatch(c -> c >= '0' && c <= '9');
        int limit = number ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > Query.MAX_LIMIT) {
            throw invalid("limit", "a number from 1 to " + Query.MAX_LIMIT);
        }
        return limit;
    }

    private static VaultException invalid(String name, String expected) {
        return new VaultException(
                Problem.BAD_PARAMETER, "The parameter '" + name + "' must be " + expected + ".");
    }
}
