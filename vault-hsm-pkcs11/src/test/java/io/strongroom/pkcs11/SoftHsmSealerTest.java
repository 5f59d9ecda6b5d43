package io.strongroom.pkcs11;

import io.strongroom.core.state.Sealer;
import io.strongroom.core.state.SealerContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SoftHsmSealerTest extends SealerContract {
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
    protected Sealer sealer() {
        return hsm.sealer();
    }
}
