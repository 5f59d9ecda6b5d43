/// When a key is rotated, and when it is told that a key is about to expire.
///
/// What carries it out is in `core.key`.
@NullMarked
package io.strongroom.core.rotation;

import org.jspecify.annotations.NullMarked;
