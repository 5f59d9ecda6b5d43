/// A logged-in token: the module's life, sessions and their threads, recovery, and the root keys
/// that a lease carries. What is done with a session is decided by the packages above.
@NullMarked
package io.strongroom.pkcs11.session;

import org.jspecify.annotations.NullMarked;
