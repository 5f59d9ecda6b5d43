@NullMarked
package io.strongroom.api.release;

import org.jspecify.annotations.NullMarked;
