package io.strongroom.api.data;

import io.strongroom.api.http.Base64Url;
import io.strongroom.api.http.Query;
import io.strongroom.api.http.Requests;
import io.strongroom.core.PageRequest;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The requested page of a list.
///
/// @param limit maximum number of items
/// @param after where the page begins; null for the first page
record Paging(int limit, @Nullable String after) {
    private static final int MOST = 25;
    private static final int LONGEST_TOKEN = 512;

    /// @throws VaultException if `maxresults` is not from 1 to 25, or `$skiptoken` is invalid
    static Paging of(Call call) {
        HttpServletRequest request = call.exchange().request();
        return new Paging(
                limit(Query.value(request, "maxresults")),
                position(Query.value(request, "$skiptoken")));
    }

    /// The page as the core takes it.
    PageRequest request() {
        return new PageRequest(limit, after);
    }

    /// `nextLink`, which clients follow unchanged.
    ///
    /// @param next where the next page begins; null on the last page
    @Nullable String nextLink(Call call, String path, @Nullable String next) {
        if (next == null) {
            return null;
        }
        String port = call.exchange().port().isEmpty() ? ":443" : "";
        return call.address()
                + port
                + path
                + "?api-version="
                + call.version().text()
                + "&$skiptoken="
                + Base64Url.encode(next.getBytes(StandardCharsets.UTF_8))
                + "&maxresults="
                + limit;
    }

    private static int limit(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return MOST;
        }
        if (text.length() <= 2 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw new VaultException(
                Problem.BAD_PARAMETER,
                "Query parameter 'maxresults' must be between 1 and " + MOST + ".");
    }

    private static @Nullable String position(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return null;
        }
        byte[] bytes = token.length() > LONGEST_TOKEN ? null : Base64Url.decode(token);
        String position = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        if (position.isEmpty() || !Requests.printable(position, LONGEST_TOKEN).equals(position)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER, "Query parameter '$skiptoken' is invalid.");
        }
        return position;
    }
}
