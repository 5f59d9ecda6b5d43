package io.strongroom.pkcs11.root;

import java.util.Arrays;

/// Identifies the root keys and the seal key of an installation: values that only these keys can
/// open. Opaque; stored with the installation's data.
public record Canary(byte[] encoded) {
    public Canary {
        encoded = encoded.clone();
    }

    @Override
    public byte[] encoded() {
        return encoded.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Canary canary && Arrays.equals(encoded, canary.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }
}
