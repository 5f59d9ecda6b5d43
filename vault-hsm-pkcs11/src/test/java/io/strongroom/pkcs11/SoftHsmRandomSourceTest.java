package io.strongroom.pkcs11;

import io.strongroom.core.crypto.RandomSource;
import io.strongroom.core.crypto.RandomSourceContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SoftHsmRandomSourceTest extends RandomSourceContract {
    private static Pkcs11Hsm hsm;

    @BeforeAll
    static void open() {
        hsm = Pkcs11Hsm.open(SoftHsm.opening(SoftHsm.token()));
    }

    @AfterAll
    static void close() {
        hsm.close();
    }

    @Override
    protected RandomSource source() {
        return hsm.randomSource();
    }
}
