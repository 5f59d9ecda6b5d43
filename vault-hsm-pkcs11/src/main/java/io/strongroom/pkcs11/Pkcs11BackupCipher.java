package io.strongroom.pkcs11;

import io.strongroom.core.crypto.BackupCipher;
import io.strongroom.core.crypto.EncryptedParts;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.key.BackupKeys;
import io.strongroom.pkcs11.session.Device;
import io.strongroom.pkcs11.session.Lease.Work;
import java.util.List;
import java.util.Optional;

/// [BackupCipher] on a token. Each call is one turn of the queue.
final class Pkcs11BackupCipher implements BackupCipher {
    private final Device device;
    private final BackupKeys keys;

    Pkcs11BackupCipher(Device device, BackupKeys keys) {
        this.device = device;
        this.keys = keys;
    }

    @Override
    public EncryptedParts encrypt(byte[] context, List<byte[]> parts) {
        return run(keys.encrypting(context, parts));
    }

    @Override
    public Optional<List<byte[]>> decrypt(byte[] context, EncryptedParts encrypted) {
        return run(keys.decrypting(context, encrypted));
    }

    @Override
    public Optional<List<KeyMaterial>> rebind(
            List<WrappedKey> wrapped, TenantKey tenantKey, List<KeyHeader> headers) {
        return run(keys.rebinding(wrapped, tenantKey, headers));
    }

    private <R> R run(Work<R> work) {
        try {
            return device.run(work);
        } catch (CryptokiException e) {
            throw new IllegalStateException("the HSM refused the work of a backup", e);
        }
    }
}
