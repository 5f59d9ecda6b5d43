@NullMarked
package io.strongroom.api.arm;

import org.jspecify.annotations.NullMarked;
