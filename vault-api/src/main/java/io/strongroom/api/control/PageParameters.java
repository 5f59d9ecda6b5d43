package io.strongroom.api.control;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.core.PageRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// `$top`, `$skiptoken` and `nextLink` of lists.
final class PageParameters {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_DIGITS = 6;
    private static final int MAX_POSITION = 1024;

    private PageParameters() {}

    /// The page that a request asks for. It has at most 1,000 items.
    static PageRequest page(ControlExchange exchange) {
        return new PageRequest(limit(exchange), position(exchange));
    }

    private static int limit(ControlExchange exchange) {
        String top = exchange.parameter("$top");
        if (top == null) {
            return DEFAULT_LIMIT;
        }
        boolean number =
                top.length() <= MAX_DIGITS && top.chars().allMatch(c -> c >= '0' && c <= '9');
        int limit = number && !top.isEmpty() ? Integer.parseInt(top) : 0;
        if (limit < 1) {
            throw Invalid.value("$top");
        }
        return Math.min(limit, MAX_LIMIT);
    }

    private static @Nullable String position(ControlExchange exchange) {
        String position = exchange.parameter("$skiptoken");
        if (position != null && (position.isEmpty() || position.length() > MAX_POSITION)) {
            throw Invalid.value("$skiptoken");
        }
        return position;
    }

    /// The address of the next page, null on the last one.
    static @Nullable String nextLink(ControlExchange exchange, @Nullable String next) {
        if (next == null) {
            return null;
        }
        StringBuilder link = new StringBuilder(exchange.base()).append(exchange.path());
        char separator = '?';
        for (String name : new String[] {"api-version", "$filter", "$top"}) {
            String value = exchange.parameter(name);
            if (value != null) {
                append(link, separator, name, value);
                separator = '&';
            }
        }
        return append(link, separator, "$skiptoken", next).toString();
    }

    private static StringBuilder append(
            StringBuilder link, char separator, String name, String value) {
        return link.append(separator)
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
