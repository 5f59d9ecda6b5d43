package io.strongroom.core.crypto;

import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.software.SigningCertificate;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/// Releases the keys of an [InMemoryKeyProvider], with the JDK.
public final class InMemoryKeyReleaser implements KeyReleaser {
    private final InMemoryKeyProvider provider;
    private final SecureRandom random = new SecureRandom();
    private final InMemoryKeyPair signer = InMemoryKeyPair.rsa(RsaPairs.first(3072));
    private Set<ReleaseWrapping> supported = EnumSet.allOf(ReleaseWrapping.class);

    public InMemoryKeyReleaser(InMemoryKeyProvider provider) {
        this.provider = provider;
    }

    /// It supports these from now on.
    public void support(ReleaseWrapping... wrappings) {
        supported = Set.of(wrappings);
    }

    @Override
    public boolean supports(ReleaseWrapping wrapping) {
        return supported.contains(wrapping);
    }

    @Override
    public byte[] wrap(WrappedKey key, RsaPublicKey recipient, ReleaseWrapping wrapping) {
        byte[] aes = new byte[32];
        random.nextBytes(aes);
        try {
            Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(aes, "AES"));
            byte[] under = cipher.doFinal(provider.released(key));
            byte[] first = oaep(recipient, wrapping.hash(), aes);
            byte[] joined = Arrays.copyOf(first, first.length + under.length);
            System.arraycopy(under, 0, joined, first.length, under.length);
            return joined;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] oaep(RsaPublicKey recipient, Hash hash, byte[] aes)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new RSAPublicKeySpec(recipient.modulus(), recipient.exponent())),
                new OAEPParameterSpec(
                        hash.jcaName(),
                        "MGF1",
                        new MGF1ParameterSpec(hash.jcaName()),
                        PSource.PSpecified.DEFAULT));
        return cipher.doFinal(aes);
    }

    @Override
    public byte[] certificate() {
        return SigningCertificate.of(
                (RsaPublicKey) signer.publicKey(), digest -> signer.pkcs1(Hash.SHA_256, digest));
    }

    @Override
    public HsmCall<byte[]> signing(byte[] digest) {
        return finish -> finish.apply(signer.pkcs1(Hash.SHA_256, digest));
    }
}
