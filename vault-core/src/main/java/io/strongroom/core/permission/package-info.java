/// Rights as they are granted: permissions by their names in Azure, access policies, and all of a
/// vault's policies arranged to be asked.
///
/// A grant knows nothing but principals. Which vault it is part of is `core.vault`'s affair;
/// whether a caller may do something is decided in `core.access`.
@NullMarked
package io.strongroom.core.permission;

import org.jspecify.annotations.NullMarked;
