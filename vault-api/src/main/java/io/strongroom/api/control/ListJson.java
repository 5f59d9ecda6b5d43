package io.strongroom.api.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a list.
///
/// @param nextLink address of the next page, absent on the last one
@JsonInclude(JsonInclude.Include.NON_NULL)
record ListJson<T>(List<T> value, @Nullable String nextLink) {
    static <T> ListJson<T> of(List<T> value) {
        return new ListJson<>(value, null);
    }
}
