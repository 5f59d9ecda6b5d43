package io.strongroom.pkcs11.cryptoki;

import io.strongroom.pkcs11.SoftHsm;
import io.strongroom.pkcs11.root.CeremonySettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

class SoftHsmCryptokiTest extends CryptokiContract {
    private static final CeremonySettings TOKEN = SoftHsm.emptyToken();

    @Override
    Path module() {
        return SoftHsm.LIBRARY;
    }

    @Override
    @Nullable String reserved() {
        return null;
    }

    @Override
    String tokenLabel() {
        return TOKEN.tokenLabel();
    }

    @Override
    byte[] pin() {
        return SoftHsm.PIN;
    }

    @Override
    long keyWrap() {
        return Ckm.AES_KEY_WRAP_PAD;
    }
}
