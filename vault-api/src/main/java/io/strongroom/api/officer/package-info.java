/// The log, as the security officers of a tenant read it.
@NullMarked
package io.strongroom.api.officer;

import org.jspecify.annotations.NullMarked;
