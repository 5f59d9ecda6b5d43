/// Keys in a PKCS#11 HSM: core's [io.strongroom.core.crypto.KeyProvider] and
/// [io.strongroom.core.crypto.Sealer], and the life of the HSM behind them. The entry is
/// [io.strongroom.pkcs11.Pkcs11Hsm].
///
/// The packages below, each importing only those after it: [io.strongroom.pkcs11.root],
/// [io.strongroom.pkcs11.probe], [io.strongroom.pkcs11.key], [io.strongroom.pkcs11.session],
/// [io.strongroom.pkcs11.cryptoki].
@NullMarked
package io.strongroom.pkcs11;

import org.jspecify.annotations.NullMarked;
