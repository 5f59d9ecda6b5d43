/// Public-key work done in process: verify, RSA encrypt and wrap. The only package that sees Bouncy
/// Castle.
///
/// Nothing here ever holds a private key.
@NullMarked
package io.strongroom.core.crypto.software;

import org.jspecify.annotations.NullMarked;
