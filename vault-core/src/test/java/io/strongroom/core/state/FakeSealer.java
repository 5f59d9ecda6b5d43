package io.strongroom.core.state;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Seals with a key that everybody knows.
public final class FakeSealer implements Sealer {
    private final SecretKeySpec key;

    public FakeSealer() {
        this("strongroom");
    }

    /// @param passphrase another one is another key
    public FakeSealer(String passphrase) {
        key = new SecretKeySpec(passphrase.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    @Override
    public byte[] seal(byte[] canonical) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(canonical);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
