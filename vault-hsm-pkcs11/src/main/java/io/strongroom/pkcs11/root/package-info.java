/// The keys of an installation: the ceremony that generates them, the attributes they must have,
/// and the canary that identifies them.
@NullMarked
package io.strongroom.pkcs11.root;

import org.jspecify.annotations.NullMarked;
