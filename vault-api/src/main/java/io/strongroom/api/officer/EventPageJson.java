package io.strongroom.api.officer;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.core.Page;
import io.strongroom.core.audit.LogEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of the log.
///
/// @param nextLink address of the page with older events, null on the last page
record EventPageJson(List<LogEntryJson> value, @Nullable String nextLink) {
    static EventPageJson of(Page<LogEntry> page, ControlExchange exchange) {
        return new EventPageJson(
                page.items().stream().map(LogEntryJson::of).toList(),
                page.next() == null
                        ? null
                        : nextLink(exchange, "/audit/events", EventQuery.FILTERS, page.next()));
    }

    /// @param filters parameters of the request that are repeated
    static String nextLink(
            ControlExchange exchange, String path, List<String> filters, String cursor) {
        StringBuilder link = new StringBuilder(exchange.base()).append(path).append('?');
        for (String name : filters) {
            String value = exchange.parameter(name);
            if (value != null && !value.isEmpty()) {
                link.append(name).append('=').append(encoded(value)).append('&');
            }
        }
        return link.append("cursor=").append(encoded(cursor)).toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
