package io.strongroom.pkcs11;

import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.SecretKeyContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class NssSecretKeyTest extends SecretKeyContract {
    private static Pkcs11Hsm hsm;

    @BeforeAll
    static void open() {
        hsm = Nss.opened();
    }

    @AfterAll
    static void close() {
        if (hsm != null) {
            hsm.close();
        }
    }

    @Override
    protected KeyProvider provider() {
        return hsm.keyProvider();
    }
}
