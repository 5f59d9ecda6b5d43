package io.strongroom.core.crypto;

/// The family and size of a key.
public sealed interface KeySpec {

    /// An RSA key with public exponent 65537.
    ///
    /// @param bits modulus length in bits: 2048, 3072 or 4096
    record Rsa(int bits) implements KeySpec {
        public Rsa {
            if (!fits(bits)) {
                throw new IllegalArgumentException("RSA modulus of " + bits + " bits");
            }
        }

        /// Whether there is an RSA key of this size.
        public static boolean fits(int bits) {
            return bits == 2048 || bits == 3072 || bits == 4096;
        }

        /// Length of the modulus, of a ciphertext and of a signature, in bytes.
        public int modulusBytes() {
            return bits / 8;
        }
    }

    /// An elliptic-curve key.
    record Ec(Curve curve) implements KeySpec {}

    /// A secret key, for AES or for HMAC.
    ///
    /// @param bits its length in bits: 128, 192 or 256
    record Oct(int bits) implements KeySpec {
        public Oct {
            if (!fits(bits)) {
                throw new IllegalArgumentException("secret key of " + bits + " bits");
            }
        }

        /// Whether there is a secret key of this size.
        public static boolean fits(int bits) {
            return bits == 128 || bits == 192 || bits == 256;
        }

        /// Its length in bytes.
        public int bytes() {
            return bits / 8;
        }
    }
}
