package io.strongroom.core.crypto;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.RsaEncryption.Padding;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/// A private key and what it can do, with Bouncy Castle.
record InMemoryKeyPair(AsymmetricKeyParameter privateKey, PublicKeyMaterial publicKey) {

    static InMemoryKeyPair rsa(KeyPair pair) {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) pair.getPrivate();
        return new InMemoryKeyPair(
                new RSAPrivateCrtKeyParameters(
                        key.getModulus(),
                        key.getPublicExponent(),
                        key.getPrivateExponent(),
                        key.getPrimeP(),
                        key.getPrimeQ(),
                        key.getPrimeExponentP(),
                        key.getPrimeExponentQ(),
                        key.getCrtCoefficient(),
                        true),
                new RsaPublicKey(key.getModulus(), key.getPublicExponent()));
    }

    static InMemoryKeyPair ec(Curve curve, SecureRandom random) {
        X9ECParameters parameters = CustomNamedCurves.getByName(curve.secgName());
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(named(curve, parameters), random));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        ECPoint point = ((ECPublicKeyParameters) pair.getPublic()).getQ().normalize();
        return new InMemoryKeyPair(
                pair.getPrivate(),
                new EcPublicKey(
                        curve,
                        point.getAffineXCoord().getEncoded(),
                        point.getAffineYCoord().getEncoded()));
    }

    static InMemoryKeyPair rsa(ImportedKey.RsaPair key) {
        return new InMemoryKeyPair(
                new RSAPrivateCrtKeyParameters(
                        key.publicKey().modulus(),
                        key.publicKey().exponent(),
                        number(key.d()),
                        number(key.p()),
                        number(key.q()),
                        number(key.dp()),
                        number(key.dq()),
                        number(key.qi()),
                        true),
                key.publicKey());
    }

    static InMemoryKeyPair ec(ImportedKey.EcPair key) {
        X9ECParameters parameters = CustomNamedCurves.getByName(key.publicKey().curve().secgName());
        return new InMemoryKeyPair(
                new ECPrivateKeyParameters(
                        number(key.d()), named(key.publicKey().curve(), parameters)),
                key.publicKey());
    }

    private static ECDomainParameters named(Curve curve, X9ECParameters parameters) {
        return new ECNamedDomainParameters(ECNamedCurveTable.getOID(curve.secgName()), parameters);
    }

    private static BigInteger number(SecretBytes part) {
        return new BigInteger(1, part.bytes());
    }

    /// Requires that the halves belong together, as an HSM finds out.
    InMemoryKeyPair requireWorks(SecureRandom random) {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        if (!verifies(digest, random)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The private part of the key does not belong to its public part.");
        }
        return this;
    }

    private boolean verifies(byte[] digest, SecureRandom random) {
        return switch (publicKey) {
            case RsaPublicKey(BigInteger modulus, BigInteger exponent) -> {
                BigInteger message = new BigInteger(1, digest);
                RSAPrivateCrtKeyParameters key = (RSAPrivateCrtKeyParameters) privateKey;
                yield message.modPow(key.getExponent(), modulus)
                        .modPow(exponent, modulus)
                        .equals(message);
            }
            case EcPublicKey ec ->
                    new SoftwarePublicKeyOperations()
                            .verify(
                                    ec,
                                    SignatureAlgorithm.of(ec.curve()),
                                    padded(digest, ec),
                                    ecdsa(padded(digest, ec), random));
        };
    }

    private static byte[] padded(byte[] digest, EcPublicKey key) {
        return Arrays.copyOf(digest, SignatureAlgorithm.of(key.curve()).hash().bytes());
    }

    /// The private key as PKCS#8.
    byte[] encoded() {
        try {
            return PrivateKeyInfoFactory.createPrivateKeyInfo(privateKey).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] pkcs1(Hash hash, byte[] digest) {
        PKCS1Encoding encoding = new PKCS1Encoding(new RSABlindedEngine());
        encoding.init(true, privateKey);
        try {
            byte[] info =
                    new DigestInfo(new AlgorithmIdentifier(oid(hash), DERNull.INSTANCE), digest)
                            .getEncoded();
            return encoding.processBlock(info, 0, info.length);
        } catch (IOException | InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] pss(Hash hash, byte[] digest, SecureRandom random) {
        PSSSigner signer =
                PSSSigner.createRawSigner(
                        new RSABlindedEngine(),
                        digest(hash),
                        digest(hash),
                        hash.bytes(),
                        PSSSigner.TRAILER_IMPLICIT);
        signer.init(true, new ParametersWithRandom(privateKey, random));
        signer.update(digest, 0, digest.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] ecdsa(byte[] digest, SecureRandom random) {
        ECDSASigner signer = new ECDSASigner();
        signer.init(true, new ParametersWithRandom(privateKey, random));
        BigInteger[] signature = signer.generateSignature(digest);
        int length = ((EcPublicKey) publicKey).curve().fieldBytes();
        byte[] joined = new byte[2 * length];
        BigIntegers.asUnsignedByteArray(signature[0], joined, 0, length);
        BigIntegers.asUnsignedByteArray(signature[1], joined, length, length);
        return joined;
    }

    byte[] decrypt(Padding padding, byte[] ciphertext) {
        try {
            AsymmetricBlockCipher encoding =
                    switch (padding) {
                        case Padding.Oaep(Hash hash) ->
                                new OAEPEncoding(
                                        new RSABlindedEngine(), digest(hash), digest(hash), null);
                        case Padding.Pkcs1 _ -> new PKCS1Encoding(new RSABlindedEngine());
                    };
            encoding.init(false, privateKey);
            int modulusBytes = ((RsaPublicKey) publicKey).spec().modulusBytes();
            if (ciphertext.length != modulusBytes) {
                throw new InvalidCipherTextException("length");
            }
            return encoding.processBlock(ciphertext, 0, ciphertext.length);
        } catch (InvalidCipherTextException | RuntimeException e) {
            throw new VaultException.InvalidCiphertext();
        }
    }

    private static Digest digest(Hash hash) {
        return switch (hash) {
            case SHA_1 -> new SHA1Digest();
            case SHA_256 -> new SHA256Digest();
            case SHA_384 -> new SHA384Digest();
            case SHA_512 -> new SHA512Digest();
        };
    }

    private static ASN1ObjectIdentifier oid(Hash hash) {
        return switch (hash) {
            case SHA_1 -> new ASN1ObjectIdentifier("1.3.14.3.2.26");
            case SHA_256 -> NISTObjectIdentifiers.id_sha256;
            case SHA_384 -> NISTObjectIdentifiers.id_sha384;
            case SHA_512 -> NISTObjectIdentifiers.id_sha512;
        };
    }
}
