package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.util.BinaryData;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import com.azure.security.keyvault.keys.models.KeyReleasePolicy;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strongroom.it.harness.Base64Url;
import io.strongroom.it.harness.Jwt;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Principal;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.VaultProcess;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Secure key release, random bytes and attestation through the official SDK. The authority is one
/// of our own, whose key is pinned.
class SdkReleaseIT {
    private static final VaultProcess SERVICE = Site.shared().first();
    private static final Node NODE = SERVICE.node();
    private static final String VAULT = Names.fresh("release");
    private static final Principal ADMIN = NODE.principal(Organisation.CONTOSO, Role.ADMIN);
    private static final KeyClient KEYS = NODE.clients().keys(ADMIN, VAULT);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POLICY =
            "{\"version\":\"1.0.0\",\"anyOf\":[{\"authority\":\"%s\",\"allOf\":[{\"claim\":\"sdk-test\",\"equals\":\"true\"}]}]}"
                    .formatted(Site.ATTESTATION_AUTHORITY);

    @BeforeAll
    static void create_the_vault() {
        NODE.admin().createVault(VAULT, Map.of()).ok();
    }

    @Test
    void an_attested_environment_gets_an_exportable_key() throws Exception {
        KeyVaultKey made = exportable();
        KeyPair enclave = rsa();

        String answer = KEYS.releaseKey(made.getName(), attestation(enclave, "true")).getValue();

        assertSigned(answer);
        JsonNode bundle = Jwt.parse(answer).claims().path("response").path("key");
        JsonNode envelope =
                JSON.readTree(Base64Url.decode(bundle.path("key").path("key_hsm").asText()));
        byte[] pkcs8 = unwrapped(enclave, Base64Url.decode(envelope.path("ciphertext").asText()));
        RSAPrivateCrtKey key =
                (RSAPrivateCrtKey)
                        KeyFactory.getInstance("RSA")
                                .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        assertThat(key.getModulus()).isEqualTo(new BigInteger(1, made.getKey().getN()));
    }

    @Test
    void an_environment_that_does_not_fulfil_the_policy_gets_nothing() throws Exception {
        KeyVaultKey made = exportable();
        String token = attestation(rsa(), "false");

        assertThatThrownBy(() -> KEYS.releaseKey(made.getName(), token))
                .isInstanceOfSatisfying(
                        HttpResponseException.class,
                        refusal -> {
                            assertThat(refusal.getResponse().getStatusCode()).isEqualTo(403);
                            assertThat(refusal).hasMessageContaining("KeyReleaseForbidden");
                        });
    }

    @Test
    void the_sdk_reads_the_policy_that_it_set() {
        KeyVaultKey read = KEYS.getKey(exportable().getName());

        assertThat(read.getProperties().isExportable()).isTrue();
        assertThat(read.getProperties().getReleasePolicy().getEncodedPolicy().toString())
                .isEqualTo(POLICY);
    }

    @Test
    void random_bytes_come_from_the_hsm() {
        assertThat(KEYS.getRandomBytes(128)).hasSize(128).isNotEqualTo(KEYS.getRandomBytes(128));
        assertThatThrownBy(() -> KEYS.getRandomBytes(129))
                .isInstanceOf(HttpResponseException.class)
                .hasMessageContaining("It must be from 1 to 128.");
    }

    @Test
    void an_hsm_that_does_not_attest_says_so() {
        String name = exportable().getName();

        assertThatThrownBy(() -> KEYS.getKeyAttestation(name))
                .isInstanceOf(HttpResponseException.class)
                .hasMessageContaining("does not attest keys");
    }

    private static KeyVaultKey exportable() {
        return KEYS.createRsaKey(
                new CreateRsaKeyOptions(Names.fresh("released"))
                        .setHardwareProtected(true)
                        .setKeySize(2048)
                        .setExportable(true)
                        .setReleasePolicy(new KeyReleasePolicy(BinaryData.fromString(POLICY))));
    }

    private static String attestation(KeyPair enclave, String claim) {
        RSAPublicKey key = (RSAPublicKey) enclave.getPublic();
        ObjectNode header = JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT");
        ObjectNode claims =
                JSON.createObjectNode()
                        .put("iss", Site.ATTESTATION_AUTHORITY)
                        .put("exp", Instant.now().getEpochSecond() + 300)
                        .put("sdk-test", claim);
        claims.putObject("x-ms-runtime")
                .putArray("keys")
                .addObject()
                .put("kty", "RSA")
                .put("kid", "enclave")
                .put("use", "enc")
                .put("e", "AQAB")
                .put("n", Base64Url.encode(unsigned(key.getModulus())));
        return new Jwt(header, claims, "").signedBy(SERVICE.tokenSigningKey());
    }

    /// Requires that the certificate in the answer has signed it.
    private static void assertSigned(String answer) throws Exception {
        String x5c = Jwt.parse(answer).header().path("x5c").path(0).asText();
        X509Certificate certificate =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(
                                        new ByteArrayInputStream(Base64.getDecoder().decode(x5c)));
        int end = answer.lastIndexOf('.');
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(certificate);
        signature.update(answer.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64Url.decode(answer.substring(end + 1)))).isTrue();
    }

    /// `CKM_RSA_AES_KEY_WRAP` with SHA-1, the other way round. SoftHSM2 has filled the key up with
    /// zeros, which are cut off.
    private static byte[] unwrapped(KeyPair enclave, byte[] wrapped) throws Exception {
        Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
        oaep.init(Cipher.DECRYPT_MODE, enclave.getPrivate());
        byte[] aes = oaep.doFinal(wrapped, 0, 256);
        Cipher kwp = Cipher.getInstance("AES/KWP/NoPadding");
        kwp.init(Cipher.DECRYPT_MODE, new SecretKeySpec(aes, "AES"));
        byte[] padded = kwp.doFinal(wrapped, 256, wrapped.length - 256);
        int length = 4 + ((padded[2] & 255) << 8 | (padded[3] & 255));
        return Arrays.copyOf(padded, length);
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static byte[] unsigned(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
