package io.strongroom.core;

import org.jspecify.annotations.Nullable;

/// Which part of a list is asked for.
///
/// @param limit most items of the page
/// @param after [Page#next] of the page before, null for the first page
public record PageRequest(int limit, @Nullable String after) {}
