package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.ReleaseWrapping;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a token differs from others, found out by trials. Names and versions of tokens are ignored.
///
/// @param keyWrap the mechanism that is AES-KWP (RFC 5649)
/// @param rsa how to decrypt; an algorithm without an entry is not supported
/// @param curves on which the token can generate keys
/// @param macs the size in bits of the shortest key that computes an HMAC; an algorithm without an
///   entry is not supported
/// @param transfer how keys of callers are unwrapped; null if the token cannot, or lacks the root
///   key of exchange keys
/// @param releases how a key can be wrapped for a recipient
/// @param pointAtUnwrap whether an elliptic-curve key is unwrapped only with its public point
///   beside it, as NSS requires
public record VendorProfile(
        Mechanism keyWrap,
        Map<RsaEncryption, RsaRoute> rsa,
        Set<Curve> curves,
        Map<SignatureAlgorithm, Integer> macs,
        @Nullable TransferRoute transfer,
        Set<ReleaseWrapping> releases,
        boolean pointAtUnwrap) {

    public VendorProfile {
        rsa = Map.copyOf(rsa);
        curves = Set.copyOf(curves);
        macs = Map.copyOf(macs);
        releases = Set.copyOf(releases);
    }

    /// Template of a private key in use.
    public Template inUse(KeySpec spec, KeyPurpose purpose, PublicKeyMaterial publicKey) {
        return withPoint(
                switch (purpose) {
                    case SIGN, DECRYPT ->
                            KeyTemplates.privateInUse(spec, purpose, mechanisms(spec, purpose));
                    case IMPORT -> KeyTemplates.exchangeKeyInUse(requireTransfer().mechanism());
                    case RELEASE -> throw noUse();
                },
                publicKey);
    }

    /// Template of a key that is unwrapped to be released.
    Template released(WrappedKey key) {
        return switch (key.material()) {
            case KeyMaterial.Pair(PublicKeyMaterial publicKey, _) ->
                    withPoint(KeyTemplates.privateReleased(key.header().spec()), publicKey);
            case KeyMaterial.Secret _ -> KeyTemplates.secretReleased();
        };
    }

    private Template withPoint(Template template, PublicKeyMaterial publicKey) {
        return switch (publicKey) {
            case RsaPublicKey _ -> template;
            case EcPublicKey ec -> point(ec).then(template);
        };
    }

    /// The public point beside an elliptic-curve key, if the token wants it.
    Template point(EcPublicKey key) {
        return pointAtUnwrap
                ? Template.of(Attribute.of(Cka.NSS_DB, EcEncoding.point(key)))
                : Template.of();
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
                    case IMPORT -> throw new IllegalArgumentException("a secret exchange key");
                    case RELEASE -> throw noUse();
                });
    }

    /// Whether the token can sign with a key that the algorithm fits.
    boolean supports(SignatureAlgorithm algorithm, KeySpec spec) {
        return switch (spec) {
            case Rsa _, Ec _ -> true;
            case Oct(int bits) -> macs.getOrDefault(algorithm, Integer.MAX_VALUE) <= bits;
        };
    }

    /// How keys of callers are unwrapped.
    ///
    /// @throws IllegalStateException if the token cannot, and so has no exchange keys
    TransferRoute requireTransfer() {
        if (transfer == null) {
            throw new IllegalStateException("the token does not unwrap keys of callers");
        }
        return transfer;
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
            case IMPORT -> throw new IllegalArgumentException("an exchange key");
            case RELEASE -> throw noUse();
        };
    }

    private static IllegalArgumentException noUse() {
        return new IllegalArgumentException("to release a key is no use of it");
    }
}
