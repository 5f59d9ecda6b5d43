package io.strongroom.pkcs11;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeyTransferContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class NssKeyTransferTest extends KeyTransferContract {
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

    /// NSS has no keys on secp256k1.
    @Override
    protected Stream<Curve> curves() {
        return super.curves().filter(curve -> curve != Curve.P_256K);
    }
}
