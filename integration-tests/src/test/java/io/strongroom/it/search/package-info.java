/// Finds private keys in dumps, given only their public keys.
@NullMarked
package io.strongroom.it.search;

import org.jspecify.annotations.NullMarked;
