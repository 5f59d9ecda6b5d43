package io.strongroom.pkcs11;

import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeyReleaser;
import io.strongroom.core.crypto.KeyReleaserContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class NssKeyReleaserTest extends KeyReleaserContract {
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

    @Override
    protected KeyReleaser releaser() {
        return hsm.keyReleaser();
    }
}
