package io.strongroom.core.crypto;

import java.util.Arrays;
import java.util.Optional;

/// How a released key is wrapped, by Azure's names: RSA-OAEP of an AES-256 key, and AES-KWP of the
/// key under that one (PKCS#11 v3.0, `CKM_RSA_AES_KEY_WRAP`).
public enum ReleaseWrapping {
    CKM_RSA_AES_KEY_WRAP(Hash.SHA_1),
    RSA_AES_KEY_WRAP_256(Hash.SHA_256),
    RSA_AES_KEY_WRAP_384(Hash.SHA_384);

    private final Hash hash;

    ReleaseWrapping(Hash hash) {
        this.hash = hash;
    }

    /// The wrapping with this name.
    public static Optional<ReleaseWrapping> named(String name) {
        return Arrays.stream(values()).filter(w -> w.name().equals(name)).findFirst();
    }

    /// The hash of RSA-OAEP, and of its MGF1.
    public Hash hash() {
        return hash;
    }
}
