package io.strongroom.pkcs11.cryptoki;

import io.strongroom.pkcs11.Nss;
import io.strongroom.pkcs11.root.CeremonySettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;

class NssCryptokiTest extends CryptokiContract {
    private static CeremonySettings token;

    @BeforeAll
    static void makeToken() {
        token = Nss.emptyToken();
    }

    @Override
    Path module() {
        return token.module();
    }

    @Override
    @Nullable String reserved() {
        return token.reserved();
    }

    @Override
    String tokenLabel() {
        return token.tokenLabel();
    }

    @Override
    byte[] pin() {
        return Nss.pin();
    }

    @Override
    long keyWrap() {
        return Ckm.AES_KEY_WRAP_KWP;
    }
}
