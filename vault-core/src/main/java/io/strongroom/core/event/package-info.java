/// Events: what happened to keys, told to whoever wants to know. Unlike the log, they are no proof.
///
/// What causes them is in `core.key`.
@NullMarked
package io.strongroom.core.event;

import org.jspecify.annotations.NullMarked;
