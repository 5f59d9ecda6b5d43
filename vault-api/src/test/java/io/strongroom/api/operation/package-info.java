@NullMarked
package io.strongroom.api.operation;

import org.jspecify.annotations.NullMarked;
