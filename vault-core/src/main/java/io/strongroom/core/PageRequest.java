package io.strongroom.core;

import org.jspecify.annotations.Nullable;

/// The requested page of a list.
///
/// @param limit maximum number of items
/// @param after [Page#next] of the page before, null for the first page
public record PageRequest(int limit, @Nullable String after) {}
