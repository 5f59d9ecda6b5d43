package io.strongroom.pkcs11;

import io.strongroom.core.state.Sealer;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.key.Mechanisms;
import io.strongroom.pkcs11.session.Device;

/// [Sealer] with the seal key on a token.
final class Pkcs11Sealer implements Sealer {
    private final Device device;

    Pkcs11Sealer(Device device) {
        this.device = device;
    }

    @Override
    public byte[] seal(byte[] canonical) {
        try {
            return device.run(lease ->
                    lease.session().sign(Mechanisms.HMAC_SHA256, lease.roots().seal(), canonical));
        } catch (CryptokiException e) {
            throw new IllegalStateException("the HSM refused to seal", e);
        }
    }
}
