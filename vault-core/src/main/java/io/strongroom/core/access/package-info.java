/// Who gets in and who may do what: the door through which a request comes to its vault, and the
/// decisions about callers.
///
/// What was granted stands in `core.permission`; that every operation asks is up to `core.key` and
/// `core.administration`.
@NullMarked
package io.strongroom.core.access;

import org.jspecify.annotations.NullMarked;
