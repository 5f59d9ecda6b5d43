package io.strongroom.core.crypto;

final class InMemoryBackupCipherTest extends BackupCipherContract {
    private final InMemoryKeyProvider provider = new InMemoryKeyProvider();
    private final BackupCipher cipher = new InMemoryBackupCipher(provider);

    @Override
    protected BackupCipher cipher() {
        return cipher;
    }

    @Override
    protected KeyProvider provider() {
        return provider;
    }
}
