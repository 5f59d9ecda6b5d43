package io.strongroom.core.crypto;

import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import java.math.BigInteger;
import java.util.Arrays;

/// A public key.
public sealed interface PublicKeyMaterial {

    /// What the key is.
    KeySpec spec();

    /// An RSA public key.
    record RsaPublicKey(BigInteger modulus, BigInteger exponent) implements PublicKeyMaterial {
        public RsaPublicKey {
            if (!Rsa.fits(modulus.bitLength())) {
                throw new IllegalArgumentException(
                        "RSA modulus of " + modulus.bitLength() + " bits");
            }
        }

        @Override
        public Rsa spec() {
            return new Rsa(modulus.bitLength());
        }
    }

    /// An elliptic-curve public key; coordinates are unsigned, big endian, exactly
    /// [Curve#fieldBytes()] long.
    record EcPublicKey(Curve curve, byte[] x, byte[] y) implements PublicKeyMaterial {
        public EcPublicKey {
            if (x.length != curve.fieldBytes() || y.length != curve.fieldBytes()) {
                throw new IllegalArgumentException(
                        "coordinates of " + x.length + " and " + y.length + " bytes");
            }
            x = x.clone();
            y = y.clone();
        }

        @Override
        public byte[] x() {
            return x.clone();
        }

        @Override
        public byte[] y() {
            return y.clone();
        }

        @Override
        public Ec spec() {
            return new Ec(curve);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof EcPublicKey key
                    && curve == key.curve
                    && Arrays.equals(x, key.x)
                    && Arrays.equals(y, key.y);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(x);
        }
    }
}
