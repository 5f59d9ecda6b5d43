package io.strongroom.api;

import io.strongroom.pkcs11.Pkcs11Hsm;
import io.strongroom.pkcs11.Pkcs11Settings;
import org.jspecify.annotations.Nullable;

/// Closes the HSM after the audit trail. Spring would close it first, because it is opened later.
final class HsmLifetime implements AutoCloseable {
    private @Nullable Pkcs11Hsm hsm;

    Pkcs11Hsm open(Pkcs11Settings settings) {
        Pkcs11Hsm opened = Pkcs11Hsm.open(settings);
        hsm = opened;
        return opened;
    }

    @Override
    public void close() {
        if (hsm != null) {
            hsm.close();
        }
    }
}
