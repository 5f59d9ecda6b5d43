package io.strongroom.core.crypto.software;

import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/// The certificate in which a key of the service shows its public half. It signs itself and says
/// nothing beside the key: who it belongs to, those know who pin it. It has no well-defined end
/// (RFC 5280 §4.1.2.5), and the same key always gives the same certificate.
public final class SigningCertificate {
    private static final X500Name NAME = new X500Name("CN=Strongroom key release");
    private static final String START = "250101000000Z";
    private static final String NO_END = "99991231235959Z";
    private static final int SERIAL_BYTES = 16;
    private static final AlgorithmIdentifier SHA256_WITH_RSA =
            new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);

    private SigningCertificate() {}

    /// Makes the certificate.
    ///
    /// @param signing signs a digest with RS256
    /// @return DER
    public static byte[] of(RsaPublicKey key, UnaryOperator<byte[]> signing) {
        try {
            TBSCertificate content = content(key);
            byte[] signature = signing.apply(Hash.SHA_256.of(content.getEncoded(ASN1Encoding.DER)));
            ASN1EncodableVector certificate = new ASN1EncodableVector();
            certificate.add(content);
            certificate.add(SHA256_WITH_RSA);
            certificate.add(new DERBitString(signature));
            return new DERSequence(certificate).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TBSCertificate content(RsaPublicKey key) throws IOException {
        SubjectPublicKeyInfo info =
                new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(
                                PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        new RSAPublicKey(key.modulus(), key.exponent()));
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(serial(info.getEncoded(ASN1Encoding.DER))));
        generator.setSignature(SHA256_WITH_RSA);
        generator.setIssuer(NAME);
        generator.setSubject(NAME);
        generator.setStartDate(new Time(new DERUTCTime(START)));
        generator.setEndDate(new Time(new ASN1GeneralizedTime(NO_END)));
        generator.setSubjectPublicKeyInfo(info);
        return generator.generateTBSCertificate();
    }

    private static BigInteger serial(byte[] info) {
        return new BigInteger(1, Arrays.copyOf(Hash.SHA_256.of(info), SERIAL_BYTES)).setBit(0);
    }
}
