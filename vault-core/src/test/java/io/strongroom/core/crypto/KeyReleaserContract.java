package io.strongroom.core.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every releaser does. What it releases is unwrapped and used with the JDK.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class KeyReleaserContract {
    private static final byte[] MESSAGE = "a message to sign".getBytes(UTF_8);
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static final Ec P_256 = new Ec(Curve.P_256);

    /// The provider whose keys are released.
    protected abstract KeyProvider provider();

    protected abstract KeyReleaser releaser();

    /// How the releaser wraps.
    protected Set<ReleaseWrapping> wrappings() {
        return Set.of(ReleaseWrapping.values());
    }

    Stream<Arguments> released() {
        return wrappings().stream()
                .flatMap(wrapping ->
                        Stream.of(new Rsa(2048), P_256, new Ec(Curve.P_384), new Oct(256))
                                .map(spec -> Arguments.of(wrapping, spec)));
    }

    @Test
    void it_supports_what_it_can() {
        for (ReleaseWrapping wrapping : ReleaseWrapping.values()) {
            assertThat(releaser().supports(wrapping)).isEqualTo(wrappings().contains(wrapping));
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void the_recipient_gets_the_key(ReleaseWrapping wrapping, KeySpec spec) throws Exception {
        WrappedKey key = key(spec, KeyHeader.purposesOfExportable(spec));
        Recipient recipient = Recipient.of(2048);

        byte[] released = releaser().wrap(key, recipient.publicKey(), wrapping);

        assertIs(key, recipient.unwrap(wrapping, released));
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 4096})
    void a_recipient_has_a_key_of_any_size(int bits) throws Exception {
        WrappedKey key = key(P_256, KeyHeader.purposesOfExportable(P_256));
        Recipient recipient = Recipient.of(bits);
        ReleaseWrapping wrapping = ReleaseWrapping.CKM_RSA_AES_KEY_WRAP;

        byte[] released = releaser().wrap(key, recipient.publicKey(), wrapping);

        assertIs(key, recipient.unwrap(wrapping, released));
    }

    @Test
    void a_key_is_wrapped_under_another_key_each_time() {
        WrappedKey key = key(P_256, KeyHeader.purposesOfExportable(P_256));
        Recipient recipient = Recipient.of(2048);

        byte[] first = wrap(key, recipient);
        byte[] second = wrap(key, recipient);

        assertThat(Arrays.copyOfRange(first, 256, first.length))
                .isNotEqualTo(Arrays.copyOfRange(second, 256, second.length));
    }

    @Test
    void a_key_that_can_be_released_is_used_as_any_other() {
        WrappedKey key = key(P_256, KeyHeader.purposesOfExportable(P_256));
        byte[] digest = IndependentCheck.digest(Hash.SHA_256, MESSAGE);

        byte[] signature = provider().signing(key, SignatureAlgorithm.ES256, digest).result();

        assertThat(
                        IndependentCheck.verifies(
                                Samples.publicKeyOf(key.material()),
                                SignatureAlgorithm.ES256,
                                MESSAGE,
                                signature))
                .isTrue();
    }

    @Test
    void a_key_that_was_not_made_for_it_is_not_released() {
        for (KeySpec spec : new KeySpec[] {P_256, new Oct(256)}) {
            WrappedKey key = key(spec, KeyHeader.purposesOf(spec));

            assertThatThrownBy(() -> wrap(key, Recipient.of(2048)))
                    .isInstanceOf(VaultException.Integrity.class);
        }
    }

    @Test
    void a_row_that_was_edited_does_not_make_a_key_releasable() {
        for (KeySpec spec : new KeySpec[] {P_256, new Oct(256)}) {
            WrappedKey key = key(spec, KeyHeader.purposesOf(spec));
            WrappedKey edited =
                    new WrappedKey(
                            header(key.header(), KeyHeader.purposesOfExportable(spec)),
                            key.material(),
                            key.tenantKey());

            assertThatThrownBy(() -> wrap(edited, Recipient.of(2048)))
                    .isInstanceOf(VaultException.Integrity.class);
        }
    }

    @Test
    void what_is_released_is_signed_by_the_key_in_the_certificate() throws Exception {
        X509Certificate certificate = certificate();
        byte[] digest = IndependentCheck.digest(Hash.SHA_256, MESSAGE);

        byte[] signed = releaser().signing(digest).result();

        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(certificate);
        verifier.update(MESSAGE);
        assertThat(verifier.verify(signed)).isTrue();
    }

    @Test
    void the_certificate_is_always_the_same() {
        assertThat(releaser().certificate()).isEqualTo(releaser().certificate());
    }

    private X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(releaser().certificate()));
    }

    private byte[] wrap(WrappedKey key, Recipient recipient) {
        return releaser().wrap(key, recipient.publicKey(), ReleaseWrapping.CKM_RSA_AES_KEY_WRAP);
    }

    private void assertIs(WrappedKey key, byte[] released) throws GeneralSecurityException {
        PKCS8EncodedKeySpec pkcs8 = new PKCS8EncodedKeySpec(released);
        switch (key.header().spec()) {
            case Rsa _ -> {
                RSAPrivateCrtKey rsa =
                        (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(pkcs8);
                BigInteger message = new BigInteger(MESSAGE);
                PublicKeyMaterial.RsaPublicKey publicKey =
                        (PublicKeyMaterial.RsaPublicKey) Samples.publicKeyOf(key.material());
                assertThat(rsa.getModulus()).isEqualTo(publicKey.modulus());
                assertThat(
                                message.modPow(rsa.getPrivateExponent(), rsa.getModulus())
                                        .modPow(publicKey.exponent(), publicKey.modulus()))
                        .isEqualTo(message);
            }
            case Ec(Curve curve) -> {
                ECPrivateKey ec =
                        (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(pkcs8);
                SignatureAlgorithm algorithm =
                        curve == Curve.P_256 ? SignatureAlgorithm.ES256 : SignatureAlgorithm.ES384;
                Signature signer =
                        Signature.getInstance(
                                algorithm.hash().jcaName().replace("-", "")
                                        + "withECDSAinP1363Format");
                signer.initSign(ec);
                signer.update(MESSAGE);
                assertThat(
                                IndependentCheck.verifies(
                                        Samples.publicKeyOf(key.material()),
                                        algorithm,
                                        MESSAGE,
                                        signer.sign()))
                        .isTrue();
            }
            case Oct oct -> {
                assertThat(released).hasSize(oct.bytes());
                byte[] digest = IndependentCheck.digest(Hash.SHA_256, MESSAGE);
                assertThat(new InMemorySecretKey(released).hmac(Hash.SHA_256, digest))
                        .isEqualTo(
                                provider().signing(key, SignatureAlgorithm.HS256, digest).result());
            }
        }
    }

    private WrappedKey key(KeySpec spec, Set<KeyPurpose> purposes) {
        TenantKey tenantKey = provider().createTenantKey(TENANT);
        KeyHeader header =
                new KeyHeader(
                        new KeyId(
                                new VaultId(TENANT, UUID.randomUUID()), new ObjectName("released")),
                        new VersionId(UUID.randomUUID()),
                        spec,
                        purposes,
                        Samples.NOW,
                        provider().pool(),
                        provider().rootVersion());
        return new WrappedKey(header, provider().generate(tenantKey, header), tenantKey);
    }

    private static KeyHeader header(KeyHeader h, Set<KeyPurpose> purposes) {
        return new KeyHeader(
                h.key(), h.version(), h.spec(), purposes, h.created(), h.pool(), h.rootVersion());
    }
}
