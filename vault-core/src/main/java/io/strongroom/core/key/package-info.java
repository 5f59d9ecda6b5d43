/// Keys, their versions and what may be done with them: life cycle and usage.
///
/// How a key is kept and used inside an HSM is `core.crypto`'s affair.
@NullMarked
package io.strongroom.core.key;

import org.jspecify.annotations.NullMarked;
