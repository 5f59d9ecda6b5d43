/// Rights, the grants that give them, and the decision whether a caller has one.
///
/// Which vault or tenant a grant is part of is defined in `core.vault`; operations ask for rights
/// through `core.access`.
@NullMarked
package io.strongroom.core.permission;

import org.jspecify.annotations.NullMarked;
