/// The PKCS#11 boundary: [Cryptoki] and [CryptokiSession] are the native port, the `Ffm` types its
/// binding through `java.lang.foreign`, which is used nowhere else. It has no policy: keys,
/// templates and retries belong to the packages above.
@NullMarked
package io.strongroom.pkcs11.cryptoki;

import org.jspecify.annotations.NullMarked;
