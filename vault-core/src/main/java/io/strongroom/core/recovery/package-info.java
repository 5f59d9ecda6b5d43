/// Soft delete: whether an object of a vault is live, deleted or purged, and until when it can be
/// recovered.
///
/// What deleting and purging do to a kind of object is defined beside it, as in `core.key`.
@NullMarked
package io.strongroom.core.recovery;

import org.jspecify.annotations.NullMarked;
