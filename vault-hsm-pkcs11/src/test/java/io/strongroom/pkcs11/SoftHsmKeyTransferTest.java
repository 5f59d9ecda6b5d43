package io.strongroom.pkcs11;

import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeyTransferContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SoftHsmKeyTransferTest extends KeyTransferContract {
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
    protected KeyProvider provider() {
        return hsm.keyProvider();
    }
}
