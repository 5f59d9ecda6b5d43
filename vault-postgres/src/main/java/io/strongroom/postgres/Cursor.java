package io.strongroom.postgres;

import io.strongroom.core.Page;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a page ended: the place of its last row in the order of the list, opaque to callers. It
/// only says where to go on, so it needs no protection: what is listed is asked for again.
final class Cursor {
    private Cursor() {}

    /// Makes a page of the rows of a query that asked for one more than the page holds.
    static <R, T> Page<T> page(
            List<R> rows, int limit, Function<R, T> item, Function<R, String> place) {
        if (rows.size() <= limit) {
            return new Page<>(rows.stream().map(item).toList(), null);
        }
        List<R> page = rows.subList(0, limit);
        return new Page<>(page.stream().map(item).toList(), encode(place.apply(page.getLast())));
    }

    /// Reads where to go on.
    ///
    /// @param first what stands before the first place
    /// @param place reads a place, throws a RuntimeException for what is none
    /// @throws VaultException for what no page ended with
    static <P> P decode(@Nullable String after, P first, Function<String, P> place) {
        if (after == null) {
            return first;
        }
        try {
            byte[] text = Base64.getUrlDecoder().decode(after);
            return place.apply(new String(text, StandardCharsets.UTF_8));
        } catch (RuntimeException _) { // whatever it is, it is not ours
            throw new VaultException(Problem.BAD_PARAMETER, "The skip token is not valid.");
        }
    }

    private static String encode(String place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }
}
