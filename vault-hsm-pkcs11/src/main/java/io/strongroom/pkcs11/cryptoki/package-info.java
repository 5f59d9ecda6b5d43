/// The PKCS#11 boundary: [Cryptoki] and [CryptokiSession] are the native port, the `Ffm` types its
/// binding through `java.lang.foreign`, which is used nowhere else. No policy lives here: which
/// keys, templates and retries there are is decided one package up.
@NullMarked
package io.strongroom.pkcs11.cryptoki;

import org.jspecify.annotations.NullMarked;
