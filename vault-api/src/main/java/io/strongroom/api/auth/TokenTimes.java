package io.strongroom.api.auth;

import java.util.List;
import java.util.Map;

/// The times in the claims of a token: numbers between 1970 and 9999 (RFC 7519 §2, `NumericDate`).
/// The library overflows beyond, and takes the end of time for the past.
final class TokenTimes {
    private static final List<String> NAMES = List.of("nbf", "exp", "iat");
    private static final double YEAR_10000 = 253_402_300_800.0;

    private TokenTimes() {}

    /// Whether each time that the claims have is one.
    static boolean areTimes(Map<String, ?> claims) {
        return NAMES.stream()
                .map(claims::get)
                .allMatch(time -> time == null || (time instanceof Number n && isTime(n)));
    }

    private static boolean isTime(Number seconds) {
        double value = seconds.doubleValue();
        return value >= 0 && value < YEAR_10000;
    }
}
