package io.strongroom.postgres;

import io.strongroom.core.Page;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The end of a page: the place of its last row in the order of the list, opaque to callers. It
/// needs no protection: it grants nothing, because the next page is queried like the first.
final class Cursor {
    private Cursor() {}

    /// Makes a page of the rows of a query whose limit was one more than that of the page.
    static <R, T> Page<T> page(
            List<R> rows, int limit, Function<R, T> item, Function<R, String> place) {
        if (rows.size() <= limit) {
            return new Page<>(rows.stream().map(item).toList(), null);
        }
        List<R> page = rows.subList(0, limit);
        return new Page<>(page.stream().map(item).toList(), encode(place.apply(page.getLast())));
    }

    /// Decodes the place that the next page follows.
    ///
    /// @param first the place before the first row
    /// @param place parses a place, throws a RuntimeException if it is invalid
    /// @throws VaultException if the cursor is invalid
    static <P> P decode(@Nullable String after, P first, Function<String, P> place) {
        return after == null ? first : decode(after, place);
    }

    /// As above, for a page that is not the first.
    static <P> P decode(String after, Function<String, P> place) {
        try {
            byte[] text = Base64.getUrlDecoder().decode(after);
            return place.apply(new String(text, StandardCharsets.UTF_8));
        } catch (RuntimeException _) { // no page of this service ended with it
            throw new VaultException(Problem.BAD_PARAMETER, "The cursor is invalid.");
        }
    }

    /// Encodes the place that the next page follows.
    static String encode(String place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }
}
