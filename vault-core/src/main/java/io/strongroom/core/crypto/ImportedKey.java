package io.strongroom.core.crypto;

import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;

/// A key that a caller brings, with its private parts. Closing it wipes them.
///
/// Lengths are checked here. Whether the parts belong together is shown by
/// [io.strongroom.core.crypto.software.ImportedKeyCheck] and, at last, by the HSM.
public sealed interface ImportedKey extends AutoCloseable {

    /// What the key is.
    KeySpec spec();

    /// The same key, whose private parts are copied.
    ImportedKey copy();

    @Override
    void close();

    /// An RSA key (RFC 8017 §3.2, second representation); numbers are unsigned and big endian.
    ///
    /// @param d private exponent, as long as the modulus
    /// @param p first prime, half as long, as are the others
    /// @param q second prime
    /// @param dp first CRT exponent
    /// @param dq second CRT exponent
    /// @param qi CRT coefficient
    record RsaPair(
            RsaPublicKey publicKey,
            SecretBytes d,
            SecretBytes p,
            SecretBytes q,
            SecretBytes dp,
            SecretBytes dq,
            SecretBytes qi)
            implements ImportedKey {
        public RsaPair {
            int length = publicKey.spec().modulusBytes();
            requireLength(d, length);
            for (SecretBytes half : new SecretBytes[] {p, q, dp, dq, qi}) {
                requireLength(half, length / 2);
            }
        }

        @Override
        public KeySpec spec() {
            return publicKey.spec();
        }

        @Override
        public ImportedKey copy() {
            return new RsaPair(
                    publicKey, copied(d), copied(p), copied(q), copied(dp), copied(dq), copied(qi));
        }

        @Override
        public void close() {
            for (SecretBytes part : new SecretBytes[] {d, p, q, dp, dq, qi}) {
                part.close();
            }
        }
    }

    /// An elliptic-curve key.
    ///
    /// @param d unsigned, big endian, exactly [Curve#fieldBytes()] long
    record EcPair(EcPublicKey publicKey, SecretBytes d) implements ImportedKey {
        public EcPair {
            requireLength(d, publicKey.curve().fieldBytes());
        }

        @Override
        public KeySpec spec() {
            return publicKey.spec();
        }

        @Override
        public ImportedKey copy() {
            return new EcPair(publicKey, copied(d));
        }

        @Override
        public void close() {
            d.close();
        }
    }

    /// A secret key.
    ///
    /// @param k 16, 24 or 32 bytes
    record Secret(SecretBytes k) implements ImportedKey {
        public Secret {
            spec(k);
        }

        private static KeySpec.Oct spec(SecretBytes k) {
            return new KeySpec.Oct(8 * k.length());
        }

        @Override
        public KeySpec spec() {
            return spec(k);
        }

        @Override
        public ImportedKey copy() {
            return new Secret(copied(k));
        }

        @Override
        public void close() {
            k.close();
        }
    }

    private static SecretBytes copied(SecretBytes part) {
        return SecretBytes.of(part.bytes().clone());
    }

    private static void requireLength(SecretBytes part, int length) {
        if (part.length() != length) {
            throw new IllegalArgumentException("a part of " + part.length() + " bytes");
        }
    }
}
