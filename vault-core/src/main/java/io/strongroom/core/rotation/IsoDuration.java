package io.strongroom.core.rotation;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A length of time in the calendar (ISO 8601-1 §5.5.2), such as `P1Y10D` or `PT48H`. It stays as
/// it was written: `P24M` is not `P2Y`.
///
/// @param text whole numbers, of up to five digits each, in upper case
public record IsoDuration(String text) {
    private static final Pattern FORM =
            Pattern.compile(
                    "P(?!$)(\\d{1,5}Y)?(\\d{1,5}M)?(\\d{1,5}W)?(\\d{1,5}D)?"
                            + "(T(?=\\d)(\\d{1,5}H)?(\\d{1,5}M)?(\\d{1,5}S)?)?");
    private static final int DAYS_OF_YEAR = 365;
    private static final int DAYS_OF_MONTH = 30;
    private static final int DAYS_OF_WEEK = 7;

    public IsoDuration {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a duration");
        }
    }

    /// The duration that is written so; empty if it is none.
    public static Optional<IsoDuration> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new IsoDuration(text)) : Optional.empty();
    }

    static IsoDuration ofDays(int days) {
        return new IsoDuration("P" + days + "D");
    }

    /// This long after a time, by the calendar in UTC.
    Instant after(Instant time) {
        return utc(time).plus(date()).plus(time()).toInstant();
    }

    /// This long before a time, by the calendar in UTC.
    Instant before(Instant time) {
        return utc(time).minus(date()).minus(time()).toInstant();
    }

    /// The length, with years of 365 and months of 30 days.
    Duration estimated() {
        Period date = date();
        long days =
                (long) DAYS_OF_YEAR * date.getYears()
                        + (long) DAYS_OF_MONTH * date.getMonths()
                        + date.getDays();
        return Duration.ofDays(days).plus(time());
    }

    private Period date() {
        Matcher parts = parts();
        return Period.of(
                number(parts, 1),
                number(parts, 2),
                DAYS_OF_WEEK * number(parts, 3) + number(parts, 4));
    }

    private Duration time() {
        Matcher parts = parts();
        return Duration.ofHours(number(parts, 6))
                .plusMinutes(number(parts, 7))
                .plusSeconds(number(parts, 8));
    }

    private Matcher parts() {
        Matcher parts = FORM.matcher(text);
        parts.matches();
        return parts;
    }

    private static int number(Matcher parts, int group) {
        String part = parts.group(group);
        return part == null ? 0 : Integer.parseInt(part, 0, part.length() - 1, 10);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    @Override
    public String toString() {
        return text;
    }
}
