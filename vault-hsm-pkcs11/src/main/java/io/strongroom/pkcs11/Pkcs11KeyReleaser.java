package io.strongroom.pkcs11;

import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.HsmCall;
import io.strongroom.core.crypto.KeyReleaser;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.ReleaseWrapping;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.crypto.software.SigningCertificate;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.key.Mechanisms;
import io.strongroom.pkcs11.key.PublicKeys;
import io.strongroom.pkcs11.key.StoredKeys;
import io.strongroom.pkcs11.session.Device;
import io.strongroom.pkcs11.session.Lease;
import io.strongroom.pkcs11.session.Lease.Work;
import io.strongroom.pkcs11.session.RootKeys;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// [KeyReleaser] on a token that has the keys for release.
final class Pkcs11KeyReleaser implements KeyReleaser {
    /// The length of the key does not matter to what is read.
    private static final Rsa ANY_LENGTH = new Rsa(2048);

    private final Device device;
    private final StoredKeys keys;
    private volatile byte @Nullable [] certificate;

    Pkcs11KeyReleaser(Device device, StoredKeys keys) {
        this.device = device;
        this.keys = keys;
    }

    @Override
    public boolean supports(ReleaseWrapping wrapping) {
        RootKeys roots = device.roots();
        return keys.supports(wrapping)
                && roots.releaseRoot(roots.version()).isPresent()
                && roots.releaseSigner().isPresent();
    }

    @Override
    public byte[] wrap(WrappedKey key, RsaPublicKey recipient, ReleaseWrapping wrapping) {
        Work<byte[]> work = keys.releasing(key, recipient, wrapping);
        return checked(() -> device.run(work));
    }

    /// The certificate is made of nothing but the key, so that all nodes show the same one.
    @Override
    public byte[] certificate() {
        byte[] known = certificate;
        if (known == null) {
            known = checked(() -> device.run(Pkcs11KeyReleaser::certificate));
            certificate = known;
        }
        return known.clone();
    }

    private static byte[] certificate(Lease lease) {
        RsaPublicKey publicKey =
                (RsaPublicKey) PublicKeys.read(lease.session(), signer(lease), ANY_LENGTH);
        return SigningCertificate.of(publicKey, digest -> signature(lease, digest));
    }

    @Override
    public HsmCall<byte[]> signing(byte[] digest) {
        byte[] input = digest.clone();
        return finish -> checked(() -> device.run(lease -> signature(lease, input), finish));
    }

    private static byte[] signature(Lease lease, byte[] digest) {
        return lease.session()
                .sign(
                        Mechanisms.of(SignatureAlgorithm.RS256),
                        signer(lease),
                        Hash.SHA_256.digestInfo(digest));
    }

    private static long signer(Lease lease) {
        return lease.roots().releaseSigner().orElseThrow();
    }

    private static <R> R checked(Supplier<R> call) {
        try {
            return call.get();
        } catch (CryptokiException e) {
            throw new IllegalStateException("the HSM refused an operation that it supports", e);
        }
    }
}
