package io.strongroom.pkcs11;

import io.strongroom.core.crypto.HsmCall;
import io.strongroom.core.crypto.RandomSource;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.session.Device;
import io.strongroom.pkcs11.session.Lease.Work;

/// [RandomSource] on a token: `C_GenerateRandom`.
final class Pkcs11RandomSource implements RandomSource {
    private final Device device;

    Pkcs11RandomSource(Device device) {
        this.device = device;
    }

    @Override
    public HsmCall<SecretBytes> random(int bytes) {
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(bytes + " random bytes");
        }
        Work<SecretBytes> work =
                Work.secret(
                        lease -> SecretBytes.of(lease.session().random(bytes)), SecretBytes::close);
        return finish -> {
            try {
                return device.run(work, finish);
            } catch (CryptokiException e) {
                throw new IllegalStateException("the HSM refused to make random bytes", e);
            }
        };
    }
}
