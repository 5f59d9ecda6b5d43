/// Keys, their versions and what may be done with them: life cycle and usage.
///
/// How a key is stored and used inside an HSM is the business of the ports in `core.crypto`.
@NullMarked
package io.strongroom.core.key;

import org.jspecify.annotations.NullMarked;
