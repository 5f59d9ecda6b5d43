/// The keys of an installation: the ceremony that makes them, the attributes they must have, and
/// the canary that recognises them.
@NullMarked
package io.strongroom.pkcs11.root;

import org.jspecify.annotations.NullMarked;
