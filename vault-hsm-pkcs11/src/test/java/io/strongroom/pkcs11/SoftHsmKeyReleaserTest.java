package io.strongroom.pkcs11;

import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeyReleaser;
import io.strongroom.core.crypto.KeyReleaserContract;
import io.strongroom.core.crypto.ReleaseWrapping;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SoftHsmKeyReleaserTest extends KeyReleaserContract {
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

    @Override
    protected KeyReleaser releaser() {
        return hsm.keyReleaser();
    }

    /// SoftHSM2 has RSA-OAEP with SHA-1 only.
    @Override
    protected Set<ReleaseWrapping> wrappings() {
        return Set.of(ReleaseWrapping.CKM_RSA_AES_KEY_WRAP);
    }
}
