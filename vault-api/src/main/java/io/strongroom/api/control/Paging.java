package io.strongroom.api.control;

import io.strongroom.api.operation.Exchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// `$top`, `$skiptoken` and `nextLink`.
final class Paging {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_DIGITS = 6;
    private static final int MAX_POSITION = 1024;

    private Paging() {}

    /// Most items of the page. More than 1,000 are never sent, whatever is asked for.
    static int limit(Exchange exchange) {
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

    static @Nullable String position(Exchange exchange) {
        String position = exchange.parameter("$skiptoken");
        if (position != null && (position.isEmpty() || position.length() > MAX_POSITION)) {
            throw Invalid.value("$skiptoken");
        }
        return position;
    }

    /// The address of the next page; null on the last one.
    static @Nullable String nextLink(Exchange exchange, @Nullable String next) {
        if (next == null) {
            return null;
        }
        StringBuilder link =
                new StringBuilder(exchange.base()).append(exchange.request().getRequestURI());
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
