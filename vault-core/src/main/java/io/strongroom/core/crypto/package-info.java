/// Key specifications, algorithms and the ports to those who hold keys. The algorithm tables live
/// here, by JWA name.
///
/// What may be done with a key is decided in `core.key`, never here.
@NullMarked
package io.strongroom.core.crypto;

import org.jspecify.annotations.NullMarked;
