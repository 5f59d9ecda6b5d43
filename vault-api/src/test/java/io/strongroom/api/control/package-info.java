@NullMarked
package io.strongroom.api.control;

import org.jspecify.annotations.NullMarked;
