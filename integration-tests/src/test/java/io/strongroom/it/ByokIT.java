package io.strongroom.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import com.azure.security.keyvault.keys.models.JsonWebKey;
import com.azure.security.keyvault.keys.models.KeyCurveName;
import com.azure.security.keyvault.keys.models.KeyOperation;
import com.azure.security.keyvault.keys.models.KeyType;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Base64Url;
import io.strongroom.it.harness.ByokPackage;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Principal;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Brings keys of one's own: `byok-package` wraps them, the official SDK imports them, and the
/// service signs with them.
class ByokIT {
    private static final byte[] MESSAGE = "a message".getBytes(UTF_8);
    private static final Node NODE = Site.shared().first().node();
    private static final String VAULT = Names.fresh("byok");
    private static final Person ADMIN = NODE.admin();
    private static final Principal PRINCIPAL = NODE.principal(Organisation.CONTOSO, Role.ADMIN);
    private static final KeyClient KEYS = NODE.clients().keys(PRINCIPAL, VAULT);

    @TempDir private Path folder;

    @BeforeAll
    static void make_a_key_exchange_key() {
        ADMIN.createVault(VAULT, Map.of()).ok();
        KeyVaultKey kek =
                KEYS.createRsaKey(
                        new CreateRsaKeyOptions("kek")
                                .setHardwareProtected(true)
                                .setKeySize(3072)
                                .setKeyOperations(KeyOperation.IMPORT));
        assertThat(kek.getKeyOperations()).containsExactly(KeyOperation.IMPORT);
    }

    @Test
    void an_elliptic_curve_key_is_packaged_imported_and_signs() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair own = generator.generateKeyPair();

        byte[] blob = packaging().privateKey(kek(), own.getPrivate().getEncoded());
        KeyVaultKey imported =
                KEYS.importKey(
                        Names.fresh("ec"),
                        new JsonWebKey()
                                .setKeyType(KeyType.EC_HSM)
                                .setCurveName(KeyCurveName.P_384)
                                .setT(blob));

        assertThat(imported.getKeyType()).isEqualTo(KeyType.EC_HSM);
        assertThat(imported.getKeyOperations())
                .containsExactly(KeyOperation.SIGN, KeyOperation.VERIFY);
        assertThat(PublicKeys.ec(imported.getKey()).getQ().getAffineXCoord().toBigInteger())
                .isEqualTo(((ECPublicKey) own.getPublic()).getW().getAffineX());
        assertSigns(imported, SignatureAlgorithm.ES384);
    }

    @Test
    void an_rsa_key_is_packaged_imported_and_signs() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair own = generator.generateKeyPair();

        byte[] blob = packaging().privateKey(kek(), own.getPrivate().getEncoded());
        KeyVaultKey imported =
                KEYS.importKey(
                        Names.fresh("rsa"),
                        new JsonWebKey().setKeyType(KeyType.RSA_HSM).setT(blob));

        assertThat(PublicKeys.rsa(imported.getKey()).getModulus())
                .isEqualTo(((RSAPublicKey) own.getPublic()).getModulus());
        assertSigns(imported, SignatureAlgorithm.PS256);
    }

    @Test
    void a_secret_key_is_packaged_imported_and_wraps() throws Exception {
        byte[] own = new byte[32];
        own[0] = 7;

        byte[] blob = packaging().secretKey(kek(), own);
        KeyVaultKey imported =
                KEYS.importKey(
                        Names.fresh("oct"),
                        new JsonWebKey().setKeyType(KeyType.OCT_HSM).setT(blob));

        Cipher jdk = Cipher.getInstance("AES/KW/NoPadding");
        jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(own, "AES"));
        assertThat(
                        NODE.clients()
                                .remote(PRINCIPAL, imported.getId())
                                .wrapKey(KeyWrapAlgorithm.A256KW, new byte[16])
                                .getEncryptedKey())
                .isEqualTo(jdk.doFinal(new byte[16]));
    }

    @Test
    void the_key_exchange_key_signs_nothing() {
        Answer refused = ADMIN.sign(VAULT, "kek", "PS256", Base64Url.encode(new byte[32]));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.innerCode()).isEqualTo("KeyOperationForbidden");
    }

    private static void assertSigns(KeyVaultKey key, SignatureAlgorithm algorithm) {
        CryptographyClient client = NODE.clients().remote(PRINCIPAL, key.getId());
        byte[] signature =
                client.sign(algorithm, PublicKeys.digest(algorithm, MESSAGE)).getSignature();

        assertThat(PublicKeys.verifies(key.getKey(), algorithm, MESSAGE, signature)).isTrue();
    }

    private ByokPackage packaging() {
        return new ByokPackage(folder);
    }

    private static Answer kek() {
        return ADMIN.data("GET", VAULT, "/keys/kek", null).ok();
    }
}
