package io.strongroom.core.crypto;

import java.security.SecureRandom;

/// Random bytes of the JDK.
public final class InMemoryRandomSource implements RandomSource {
    private final SecureRandom random = new SecureRandom();

    @Override
    public HsmCall<SecretBytes> random(int bytes) {
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(bytes + " random bytes");
        }
        return finish -> {
            byte[] made = new byte[bytes];
            random.nextBytes(made);
            return finish.apply(SecretBytes.of(made));
        };
    }
}
