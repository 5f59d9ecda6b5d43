/// How a caller gets in: into a vault, into their tenant, and what they may do there.
///
/// What a grant is and how it decides is defined in `core.permission`.
@NullMarked
package io.strongroom.core.access;

import org.jspecify.annotations.NullMarked;
