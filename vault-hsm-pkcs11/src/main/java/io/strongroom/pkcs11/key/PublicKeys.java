package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Template;
import java.math.BigInteger;
import java.util.Arrays;

/// Reads public keys from a token.
public final class PublicKeys {
    private PublicKeys() {}

    /// Reads the public key that a public-key object holds; for RSA a private-key object does too.
    public static PublicKeyMaterial read(CryptokiSession session, long object, KeySpec spec) {
        return switch (spec) {
            case Rsa _ ->
                    new RsaPublicKey(
                            number(session, object, Cka.MODULUS),
                            number(session, object, Cka.PUBLIC_EXPONENT));
            case Ec(var curve) -> EcEncoding.point(curve, session.attribute(object, Cka.EC_POINT));
            case Oct _ -> throw new IllegalArgumentException("a secret key has no public key");
        };
    }

    /// A template of the public key of a recipient, which wraps.
    public static Template recipient(RsaPublicKey key) {
        return KeyTemplates.recipient(unsigned(key.modulus()), unsigned(key.exponent()));
    }

    /// Big endian without a sign byte.
    static byte[] unsigned(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static BigInteger number(CryptokiSession session, long object, long type) {
        return new BigInteger(1, session.attribute(object, type));
    }
}
