package io.strongroom.pkcs11;

import io.strongroom.core.crypto.BackupCipher;
import io.strongroom.core.crypto.BackupCipherContract;
import io.strongroom.core.crypto.KeyProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SoftHsmBackupCipherTest extends BackupCipherContract {
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
    protected BackupCipher cipher() {
        return hsm.backupCipher();
    }

    @Override
    protected KeyProvider provider() {
        return hsm.keyProvider();
    }
}
