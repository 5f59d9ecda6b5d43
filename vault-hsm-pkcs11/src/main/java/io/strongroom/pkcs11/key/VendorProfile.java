package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import java.util.Map;
import java.util.Set;

/// How a token differs from others, found out by trials. Names and versions of tokens are ignored.
///
/// @param keyWrap the mechanism that is AES-KWP (RFC 5649)
/// @param rsa how to decrypt; an algorithm without an entry is not supported
/// @param curves on which the token can generate keys
/// @param macs the size in bits of the shortest key that computes an HMAC; an algorithm without an
///   entry is not supported
/// @param pointAtUnwrap whether an elliptic-curve key is unwrapped only with its public point
///   beside it, as NSS requires
public record VendorProfile(
        Mechanism keyWrap,
        Map<RsaEncryption, RsaRoute> rsa,
        Set<Curve> curves,
        Map<SignatureAlgorithm, Integer> macs,
        boolean pointAtUnwrap) {

    public VendorProfile {
        rsa = Map.copyOf(rsa);
        curves = Set.copyOf(curves);
        macs = Map.copyOf(macs);
    }

    /// Template of a private key in use.
    public Template inUse(KeySpec spec, KeyPurpose purpose, PublicKeyMaterial publicKey) {
        Template template = KeyTemplates.privateInUse(spec, purpose, mechanisms(spec, purpose));
        return switch (publicKey) {
            case RsaPublicKey _ -> template;
            case EcPublicKey ec ->
                    pointAtUnwrap
                            ? Template.of(Attribute.of(Cka.NSS_DB, EcEncoding.point(ec)))
                                    .then(template)
                            : template;
        };
    }

    /// Template of a secret key in use.
    Template secretInUse(KeyPurpose purpose) {
        return KeyTemplates.secretInUse(
                purpose,
                switch (purpose) {
                    case SIGN ->
                            macs.keySet().stream()
                                    .mapToLong(algorithm -> Mechanisms.of(algorithm).type())
                                    .sorted()
                                    .toArray();
                    case DECRYPT -> AesCipher.MECHANISMS;
                });
    }

    /// Whether the token can sign with a key that the algorithm fits.
    boolean supports(SignatureAlgorithm algorithm, KeySpec spec) {
        return switch (spec) {
            case Rsa _, Ec _ -> true;
            case Oct(int bits) -> macs.getOrDefault(algorithm, Integer.MAX_VALUE) <= bits;
        };
    }

    private long[] mechanisms(KeySpec spec, KeyPurpose purpose) {
        return switch (purpose) {
            case SIGN ->
                    switch (spec) {
                        case Rsa _ -> new long[] {Ckm.RSA_PKCS, Ckm.RSA_PKCS_PSS};
                        case Ec _ -> new long[] {Ckm.ECDSA};
                        case Oct _ -> throw new IllegalArgumentException("no private key");
                    };
            case DECRYPT ->
                    rsa.values().stream()
                            .distinct()
                            .mapToLong(route ->
                                    switch (route) {
                                        case NATIVE -> Ckm.RSA_PKCS_OAEP;
                                        case RAW -> Ckm.RSA_X_509;
                                    })
                            .toArray();
        };
    }
}
