package io.strongroom.pkcs11;

import io.strongroom.core.crypto.RandomSource;
import io.strongroom.core.crypto.RandomSourceContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class NssRandomSourceTest extends RandomSourceContract {
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
    protected RandomSource source() {
        return hsm.randomSource();
    }
}
