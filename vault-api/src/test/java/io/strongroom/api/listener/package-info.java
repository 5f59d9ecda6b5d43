@NullMarked
package io.strongroom.api.listener;

import org.jspecify.annotations.NullMarked;
