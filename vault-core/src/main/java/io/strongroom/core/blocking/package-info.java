/// What administrators of a vault see and clear of the algorithms that its keys have blocked.
///
/// What blocks them lives in `core.key`, and the bounds in `core.budget`.
@NullMarked
package io.strongroom.core.blocking;

import org.jspecify.annotations.NullMarked;
