package io.strongroom.pkcs11.probe;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.ReleaseWrapping;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.ErrorKind;
import io.strongroom.pkcs11.cryptoki.KeyPairHandles;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.key.KeyTemplates;
import io.strongroom.pkcs11.key.Mechanisms;
import io.strongroom.pkcs11.key.PublicKeys;
import io.strongroom.pkcs11.key.RsaRoute;
import io.strongroom.pkcs11.key.VendorProfile;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.RootKeys;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Finds out by trials what a token supports. All objects it creates are session objects, which end
/// when the caller closes the session.
final class ProfileProbe {
    /// Length of AES-KWP of 32 bytes; PKCS padding before AES key wrap would give 48.
    private static final int WRAPPED_BYTES = 40;

    private static final Rsa RSA = new Rsa(2048);
    private static final byte[] SAMPLE = {1, 2, 3, 4, 5, 6, 7, 8};

    private final CryptokiSession session;
    private final RootKeys roots;
    private final PublicKeyOperations publicKeys;

    ProfileProbe(CryptokiSession session, RootKeys roots, PublicKeyOperations publicKeys) {
        this.session = session;
        this.roots = roots;
        this.publicKeys = publicKeys;
    }

    /// Tries the token.
    ///
    /// @throws HsmStartException if the token lacks something that cannot be replaced
    VendorProfile probe() {
        long wrappingKey = roots.secretRoot(roots.version()).orElseThrow();
        long key = session.generateKey(Mechanisms.AES_KEY, KeyTemplates.secretAtBirth());
        Mechanism keyWrap = keyWrap(session, wrappingKey, key);
        DecryptingPair pair = decryptingPair();
        return new VendorProfile(
                keyWrap,
                rsa(pair),
                curves(),
                macs(keyWrap),
                new TransferProbe(session, roots, keyWrap, publicKeys)
                        .route(pair.handle(), pair.publicKey()),
                releases(pair.publicKey()),
                pointAtUnwrap(keyWrap));
    }

    /// The mechanism that is AES-KWP: 0x210b in the standard, 0x210a on SoftHSM. On other tokens,
    /// 0x210a is a different mechanism.
    ///
    /// @param key an AES-256 key that the wrapping key can wrap
    static Mechanism keyWrap(CryptokiSession session, long wrappingKey, long key) {
        for (long type : new long[] {Ckm.AES_KEY_WRAP_KWP, Ckm.AES_KEY_WRAP_PAD}) {
            Mechanism mechanism = new Mechanism.Plain(type);
            if (works(() -> session.wrap(mechanism, wrappingKey, key).length == WRAPPED_BYTES)) {
                return mechanism;
            }
        }
        throw new HsmStartException("the token has no AES-KWP (RFC 5649) key wrapping");
    }

    /// @param handle the private half, which decrypts and can be wrapped
    private record DecryptingPair(long handle, RsaPublicKey publicKey) {}

    private DecryptingPair decryptingPair() {
        // NSS tests a new pair: if one half decrypts, the other must encrypt
        KeyPairHandles pair =
                session.generateKeyPair(
                        Mechanisms.RSA_KEY_PAIR,
                        with(KeyTemplates.publicAtBirth(RSA), Cka.ENCRYPT),
                        with(KeyTemplates.privateAtBirth(), Cka.DECRYPT));
        return new DecryptingPair(
                pair.privateKey(), (RsaPublicKey) PublicKeys.read(session, pair.publicKey(), RSA));
    }

    private Map<RsaEncryption, RsaRoute> rsa(DecryptingPair pair) {
        Map<RsaEncryption, RsaRoute> routes = new EnumMap<>(RsaEncryption.class);
        for (RsaEncryption algorithm : RsaEncryption.values()) {
            byte[] ciphertext = publicKeys.encrypt(pair.publicKey(), algorithm, SAMPLE);
            route(pair.handle(), algorithm, ciphertext)
                    .ifPresent(route -> routes.put(algorithm, route));
        }
        return routes;
    }

    /// The first route that decrypts the sample.
    private Optional<RsaRoute> route(long key, RsaEncryption algorithm, byte[] ciphertext) {
        return Arrays.stream(RsaRoute.values())
                .filter(route -> route.fits(algorithm))
                .filter(route ->
                        works(() ->
                                route.decrypt(session, key, algorithm, ciphertext)
                                        .filter(message -> Arrays.equals(SAMPLE, message))
                                        .isPresent()))
                .findFirst();
    }

    /// Which hashes the token wraps an AES key with under RSA-OAEP.
    private Set<ReleaseWrapping> releases(RsaPublicKey publicKey) {
        Set<ReleaseWrapping> releases = EnumSet.noneOf(ReleaseWrapping.class);
        for (ReleaseWrapping wrapping : ReleaseWrapping.values()) {
            if (works(() -> wraps(publicKey, wrapping))) {
                releases.add(wrapping);
            }
        }
        return releases;
    }

    private boolean wraps(RsaPublicKey publicKey, ReleaseWrapping wrapping) {
        long recipient = session.create(PublicKeys.recipient(publicKey));
        long key = session.generateKey(Mechanisms.AES_KEY, KeyTemplates.releaseKey());
        return session.wrap(Mechanisms.oaep(wrapping.hash()), recipient, key).length
                == RSA.modulusBytes();
    }

    private Set<Curve> curves() {
        Set<Curve> curves = EnumSet.noneOf(Curve.class);
        for (Curve curve : Curve.values()) {
            if (works(() -> generate(new Ec(curve)).privateKey() != 0)) {
                curves.add(curve);
            }
        }
        return curves;
    }

    /// The shortest key of each HMAC: some tokens take none that is shorter than the hash.
    private Map<SignatureAlgorithm, Integer> macs(Mechanism keyWrap) {
        Map<SignatureAlgorithm, Integer> macs = new EnumMap<>(SignatureAlgorithm.class);
        for (int bits : new int[] {256, 192, 128}) {
            for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
                if (algorithm.fits(new Oct(bits)) && works(() -> signs(keyWrap, bits, algorithm))) {
                    macs.put(algorithm, bits);
                }
            }
        }
        return macs;
    }

    private boolean signs(Mechanism keyWrap, int bits, SignatureAlgorithm algorithm) {
        long root = roots.secretRoot(roots.version()).orElseThrow();
        long key = session.generateKey(Mechanisms.AES_KEY, KeyTemplates.secretAtBirth(bits / 8));
        Mechanism mac = Mechanisms.of(algorithm);
        long handle =
                session.unwrap(
                        keyWrap,
                        root,
                        session.wrap(keyWrap, root, key),
                        KeyTemplates.secretInUse(KeyPurpose.SIGN, mac.type()));
        return session.sign(mac, handle, SAMPLE).length == algorithm.hash().bytes();
    }

    private boolean pointAtUnwrap(Mechanism keyWrap) {
        Ec spec = new Ec(Curve.P_256);
        KeyPairHandles pair = generate(spec);
        PublicKeyMaterial publicKey = PublicKeys.read(session, pair.publicKey(), spec);
        long root = roots.privateRoot(roots.version()).orElseThrow();
        byte[] wrapped = session.wrap(keyWrap, root, pair.privateKey());
        for (boolean pointAtUnwrap : List.of(false, true)) {
            Template template =
                    new VendorProfile(
                                    keyWrap,
                                    Map.of(),
                                    Set.of(),
                                    Map.of(),
                                    null,
                                    Set.of(),
                                    pointAtUnwrap)
                            .inUse(spec, KeyPurpose.SIGN, publicKey);
            if (works(() -> session.unwrap(keyWrap, root, wrapped, template) != 0)) {
                return pointAtUnwrap;
            }
        }
        throw new HsmStartException("the token does not unwrap an EC key that it wrapped");
    }

    private KeyPairHandles generate(Ec spec) {
        return session.generateKeyPair(
                Mechanisms.EC_KEY_PAIR,
                KeyTemplates.publicAtBirth(spec),
                KeyTemplates.privateAtBirth());
    }

    private static Template with(Template template, long usage) {
        return Template.of(Attribute.of(usage, true)).then(template.without(usage));
    }

    /// Whether a trial succeeds. An error that means that the token is gone is thrown.
    static boolean works(BooleanSupplier attempt) {
        try {
            return attempt.getAsBoolean();
        } catch (CryptokiException e) {
            if (e.kind() == ErrorKind.REQUEST || e.kind() == ErrorKind.UNCLEAR) {
                return false;
            }
            throw e;
        }
    }
}
