package io.strongroom.core.crypto.software;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.ImportedKey;
import io.strongroom.core.crypto.ImportedKey.EcPair;
import io.strongroom.core.crypto.ImportedKey.RsaPair;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/// Checks that the parts of an imported key belong together. Private parts are held in arrays that
/// are wiped, never in a [BigInteger], which cannot be wiped. Checks that need a private operation
/// are left to the HSM: a key whose private half does not match its public half there is not
/// stored.
public final class ImportedKeyCheck {
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65537);
    private static final int EXPONENT_BITS = 64;

    private ImportedKeyCheck() {}

    /// Requires a key that is not malformed and whose parts do not contradict each other.
    ///
    /// @param random numbers of 64 bits that nobody can foresee
    /// @throws VaultException `BAD_PARAMETER`
    public static void require(ImportedKey key, LongSupplier random) {
        switch (key) {
            case RsaPair pair -> requireRsa(pair, random);
            case EcPair pair -> requireEc(pair);
            case ImportedKey.Secret _ -> {}
        }
    }

    /// Requires a public half that is not malformed: all that is known of a key whose private half
    /// only the HSM sees.
    ///
    /// @throws VaultException `BAD_PARAMETER`
    public static void requirePublic(KeyMaterial key) {
        switch (key) {
            case KeyMaterial.Pair(RsaPublicKey rsa, _) -> requireRsa(rsa);
            case KeyMaterial.Pair(EcPublicKey _, _) -> {} // a recovered point is on its curve
            case KeyMaterial.Secret _ -> {}
        }
    }

    private static void requireRsa(RsaPair key, LongSupplier random) {
        requireRsa(key.publicKey());
        RsaParts parts = new RsaParts(key);
        if (!parts.belongTogether()) {
            throw invalid("The members of the key contradict each other.");
        }
        if (!parts.arePrime(random)) {
            throw invalid("A prime of the key is composite.");
        }
    }

    private static void requireRsa(RsaPublicKey publicKey) {
        if (!publicKey.modulus().testBit(0)) {
            throw invalid("The modulus of the key is even.");
        }
        BigInteger e = publicKey.exponent();
        if (e.compareTo(LEAST_EXPONENT) < 0 || e.bitLength() > EXPONENT_BITS || !e.testBit(0)) {
            throw invalid(
                    "The public exponent of the key must be odd, 65537 at least and of 64 bits at most.");
        }
    }

    private static void requireEc(EcPair key) {
        X9ECParameters parameters = parameters(key.publicKey().curve());
        if (!isOnCurve(key.publicKey(), parameters)) {
            throw invalid("The point of the key is not on its curve.");
        }
        byte[] order = unsigned(parameters.getN(), key.d().length());
        byte[] d = key.d().bytes();
        if (Arrays.equals(d, new byte[d.length]) || Arrays.compareUnsigned(d, order) >= 0) {
            throw invalid("The private part of the key is out of range.");
        }
    }

    private static boolean isOnCurve(EcPublicKey key, X9ECParameters parameters) {
        try {
            return parameters
                    .getCurve()
                    .createPoint(new BigInteger(1, key.x()), new BigInteger(1, key.y()))
                    .isValid();
        } catch (IllegalArgumentException _) {
            return false; // a coordinate that is no element of the field
        }
    }

    private static X9ECParameters parameters(Curve curve) {
        return CustomNamedCurves.getByName(curve.secgName());
    }

    private static byte[] unsigned(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] result = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, result, length - count, count);
        return result;
    }

    private static VaultException invalid(String message) {
        return new VaultException(Problem.BAD_PARAMETER, message);
    }
}
