/// What a security officer asks: the log of the own tenant.
@NullMarked
package io.strongroom.api.officer;

import org.jspecify.annotations.NullMarked;
