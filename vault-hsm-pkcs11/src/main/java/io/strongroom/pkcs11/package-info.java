/// Keys in a PKCS#11 HSM: the module's life, sessions, cached handles, recovery, the ceremony, and
/// core's [io.strongroom.core.crypto.KeyProvider] and [io.strongroom.core.crypto.Sealer] over them.
/// Native memory stays behind [io.strongroom.pkcs11.cryptoki].
@NullMarked
package io.strongroom.pkcs11;

import org.jspecify.annotations.NullMarked;
