package io.strongroom.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of a list, and where the rest begins.
///
/// @param next opaque position of the next page, null on the last one
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }
}
