package io.strongroom.it.harness;

import java.nio.file.Path;
import java.util.Map;

/// The SoftHSM2 token of a development installation, as another process may use it.
final class SoftHsm {
    private SoftHsm() {}

    /// Variables that let another node use the token of this home.
    static Map<String, String> shared(Path home) {
        Path folder = home.resolve("softhsm");
        return Map.of(
                "SOFTHSM2_CONF",
                folder.resolve("softhsm2.conf").toString(),
                "STRONGROOM_PKCS11_MODULE",
                "/usr/lib/softhsm/libsofthsm2.so",
                "STRONGROOM_PKCS11_TOKEN",
                "strongroom",
                "STRONGROOM_PKCS11_PIN_FILE",
                folder.resolve("pin").toString());
    }
}
