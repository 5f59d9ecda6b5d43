package io.strongroom.core.crypto;

import java.util.Arrays;

/// What a stored key is made of: the part that only an HSM can open, and what is known about it
/// outside.
public sealed interface KeyMaterial {

    /// The wrapped key, in the format of its provider; for PKCS#11 `nonce || AES-256-GCM[tenant
    /// key; header](AES-KWP[root key](key))`.
    byte[] blob();

    /// The same key in another blob.
    default KeyMaterial withBlob(byte[] other) {
        return switch (this) {
            case Pair(PublicKeyMaterial publicKey, _) -> new Pair(publicKey, other);
            case Secret _ -> new Secret(other);
        };
    }

    /// A secret key. There is nothing outside of the HSM that it could be checked against.
    record Secret(byte[] blob) implements KeyMaterial {
        public Secret {
            blob = blob.clone();
        }

        @Override
        public byte[] blob() {
            return blob.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Secret secret && Arrays.equals(blob, secret.blob);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(blob);
        }
    }

    /// An asymmetric key.
    ///
    /// @param publicKey the public half, against which a handle is checked before its first use
    /// @param blob the wrapped private half
    record Pair(PublicKeyMaterial publicKey, byte[] blob) implements KeyMaterial {
        public Pair {
            blob = blob.clone();
        }

        @Override
        public byte[] blob() {
            return blob.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pair pair
                    && Arrays.equals(blob, pair.blob)
                    && publicKey.equals(pair.publicKey);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(blob);
        }
    }
}
