/// A logged-in token: the module's life, sessions and their threads, recovery, and the root keys of
/// a lease. The packages above decide what a session is used for.
@NullMarked
package io.strongroom.pkcs11.session;

import org.jspecify.annotations.NullMarked;
