@NullMarked
package io.strongroom.api;

import org.jspecify.annotations.NullMarked;
