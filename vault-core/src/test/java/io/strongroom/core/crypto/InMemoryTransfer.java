package io.strongroom.core.crypto;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.TransferredKey.Family;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;

/// Unwraps what a caller transfers, with Bouncy Castle and the JDK.
record InMemoryTransfer(InMemoryKeyPair exchangeKey, TransferredKey key) {

    /// The key, if it is of its family.
    ImportedKey unwrapped() {
        try {
            byte[] bytes = bytes();
            return switch (key.family()) {
                case Family.Rsa _ -> rsa(bytes);
                case Family.Ec(Curve curve) -> ec(curve, bytes);
                case Family.Oct _ -> secret(bytes);
            };
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw refused();
        }
    }

    private byte[] bytes() throws GeneralSecurityException {
        byte[] blob = key.blob();
        int length = key.encryptedBytes();
        byte[] transportKey;
        try {
            transportKey =
                    exchangeKey.decrypt(
                            RsaEncryption.RSA_OAEP.padding(), Arrays.copyOf(blob, length));
        } catch (VaultException e) {
            throw refused();
        }
        Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(transportKey, "AES"));
        return cipher.doFinal(blob, length, blob.length - length);
    }

    private static ImportedKey rsa(byte[] bytes) throws IOException {
        RSAPrivateKey parsed =
                RSAPrivateKey.getInstance(PrivateKeyInfo.getInstance(bytes).parsePrivateKey());
        if (!KeySpec.Rsa.fits(parsed.getModulus().bitLength())) {
            throw badSize(
                    "The modulus of the key has %d bits; it must have 2048, 3072 or 4096."
                            .formatted(parsed.getModulus().bitLength()));
        }
        int half = parsed.getModulus().bitLength() / 16;
        return new ImportedKey.RsaPair(
                new PublicKeyMaterial.RsaPublicKey(parsed.getModulus(), parsed.getPublicExponent()),
                part(parsed.getPrivateExponent(), 2 * half),
                part(parsed.getPrime1(), half),
                part(parsed.getPrime2(), half),
                part(parsed.getExponent1(), half),
                part(parsed.getExponent2(), half),
                part(parsed.getCoefficient(), half));
    }

    private static ImportedKey ec(Curve curve, byte[] bytes) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(bytes);
        Object parameters = info.getPrivateKeyAlgorithm().getParameters();
        ASN1ObjectIdentifier wanted = ECNamedCurveTable.getOID(curve.secgName());
        if (!Optional.of(wanted).equals(Optional.ofNullable(parameters))) {
            throw refused();
        }
        return ImportSamples.ec(curve, ECPrivateKey.getInstance(info.parsePrivateKey()).getKey());
    }

    private static ImportedKey secret(byte[] bytes) {
        if (!KeySpec.Oct.fits(8 * bytes.length)) {
            throw bytes.length > 16 && bytes.length <= 32
                    ? refused()
                    : badSize("The secret key must have 128, 192 or 256 bits.");
        }
        return new ImportedKey.Secret(SecretBytes.of(bytes));
    }

    private static SecretBytes part(BigInteger value, int length) {
        return ImportSamples.part(value, length);
    }

    private static VaultException refused() {
        return badSize(
                "The transfer blob does not unwrap to a key of this type with its key exchange key.");
    }

    private static VaultException badSize(String message) {
        return new VaultException(Problem.BAD_PARAMETER, message);
    }
}
