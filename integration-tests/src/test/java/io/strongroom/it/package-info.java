/// What the packaged service promises, shown from outside.
@NullMarked
package io.strongroom.it;

import org.jspecify.annotations.NullMarked;
