@NullMarked
package io.strongroom.api.officer;

import org.jspecify.annotations.NullMarked;
