package io.strongroom.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the query of a request. Unlike the servlet's parameters, it never reads the body, and it
/// finds a parameter whose name is percent-encoded: one SDK sends `api%2Dversion`.
public final class Query {
    private Query() {}

    /// The first value of a parameter, decoded.
    ///
    /// @return null when it is absent
    public static @Nullable String value(HttpServletRequest request, String name) {
        String query = request.getQueryString();
        return query == null ? null : value(query, name);
    }

    static @Nullable String value(String query, String name) {
        int start = 0;
        while (start <= query.length()) {
            int end = query.indexOf('&', start);
            int stop = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', start);
            int nameEnd = equals < 0 || equals > stop ? stop : equals;
            if (matches(query, start, nameEnd, name)) {
                return decoded(query.substring(Math.min(nameEnd + 1, stop), stop), true);
            }
            start = stop + 1;
        }
        return null;
    }

    /// The names of all parameters, decoded, in their order; a name that occurs twice is there
    /// twice.
    public static List<String> names(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? List.of() : names(query);
    }

    static List<String> names(String query) {
        return Arrays.stream(query.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .map(parameter -> decoded(parameter.split("=", 2)[0], true))
                .toList();
    }

    /// Decodes a path segment.
    public static String segment(String raw) {
        return decoded(raw, false);
    }

    private static boolean matches(String query, int start, int end, String name) {
        if (end - start == name.length()) {
            return query.regionMatches(true, start, name, 0, name.length());
        }
        return end - start > name.length()
                && decoded(query.substring(start, end), true).equalsIgnoreCase(name);
    }

    /// Malformed text is left as it is.
    private static String decoded(String raw, boolean plusIsSpace) {
        boolean plus = plusIsSpace && raw.indexOf('+') >= 0;
        if (raw.indexOf('%') < 0 && !plus) {
            return raw;
        }
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                if (i + 2 >= raw.length()
                        || !HexFormat.isHexDigit(raw.charAt(i + 1))
                        || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
                    return raw;
                }
                bytes[length++] = (byte) HexFormat.fromHexDigits(raw, i + 1, i + 3);
                i += 2;
            } else {
                bytes[length++] = (byte) (plusIsSpace && c == '+' ? ' ' : c);
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
