package io.strongroom.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.models.EncryptionAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Principal;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The use of keys through the official SDK; every result is checked by another library from the
/// public key.
class SdkCryptographyIT {
    private static final Node NODE = Site.shared().first().node();
    private static final String VAULT = Names.fresh("crypto");
    private static final Principal ADMIN = NODE.principal(Organisation.CONTOSO, Role.ADMIN);
    private static final KeyClient KEYS = NODE.clients().keys(ADMIN, VAULT);
    private static final Map<Kind, KeyVaultKey> MADE = new HashMap<>();
    private static final byte[] MESSAGE = "to be signed".getBytes(UTF_8);
    private static final byte[] PLAINTEXT = "to be kept secret".getBytes(UTF_8);

    @BeforeAll
    static void create_the_vault() {
        NODE.admin().createVault(VAULT, Map.of()).ok();
    }

    static List<Kind> kinds() {
        return Kind.all().toList();
    }

    static List<Kind> rsaKinds() {
        return Kind.rsa().toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void signatures_of_every_algorithm_verify_elsewhere_and_here(Kind kind) {
        KeyVaultKey key = keyOf(kind);
        CryptographyClient client = NODE.clients().remote(ADMIN, key.getId());

        for (SignatureAlgorithm algorithm : kind.signatureAlgorithms()) {
            byte[] digest = PublicKeys.digest(algorithm, MESSAGE);

            var signed = client.sign(algorithm, digest);

            byte[] signature = signed.getSignature();
            assertThat(signed.getKeyId()).isEqualTo(key.getId());
            assertThat(PublicKeys.verifies(key.getKey(), algorithm, MESSAGE, signature))
                    .as("%s verified elsewhere", algorithm)
                    .isTrue();
            assertThat(client.verify(algorithm, digest, signature).isValid())
                    .as("%s verified here", algorithm)
                    .isTrue();
            signature[signature.length - 1] ^= 1;
            assertThat(client.verify(algorithm, digest, signature).isValid())
                    .as("%s spoilt", algorithm)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("rsaKinds")
    void what_is_encrypted_elsewhere_or_here_is_decrypted(Kind kind) {
        KeyVaultKey key = keyOf(kind);
        CryptographyClient client = NODE.clients().remote(ADMIN, key.getId());

        for (EncryptionAlgorithm algorithm :
                List.of(EncryptionAlgorithm.RSA_OAEP, EncryptionAlgorithm.RSA_OAEP_256)) {
            byte[] elsewhere = PublicKeys.encrypt(key.getKey(), algorithm, PLAINTEXT);
            assertThat(client.decrypt(algorithm, elsewhere).getPlainText())
                    .as("%s from elsewhere", algorithm)
                    .isEqualTo(PLAINTEXT);
            byte[] here = client.encrypt(algorithm, PLAINTEXT).getCipherText();
            assertThat(here).hasSize(kind.bits() / 8);
            assertThat(client.decrypt(algorithm, here).getPlainText())
                    .as("%s from here", algorithm)
                    .isEqualTo(PLAINTEXT);
            assertThatThrownBy(() -> client.decrypt(algorithm, new byte[kind.bits() / 8]))
                    .isInstanceOfSatisfying(
                            HttpResponseException.class,
                            e -> assertThat(e.getResponse().getStatusCode()).isEqualTo(400));
        }
    }

    @ParameterizedTest
    @MethodSource("rsaKinds")
    void what_is_wrapped_elsewhere_or_here_is_unwrapped(Kind kind) {
        KeyVaultKey key = keyOf(kind);
        CryptographyClient client = NODE.clients().remote(ADMIN, key.getId());
        byte[] secret = new byte[32];

        byte[] oaep = PublicKeys.encrypt(key.getKey(), EncryptionAlgorithm.RSA_OAEP, secret);
        byte[] oaep256 = PublicKeys.encrypt(key.getKey(), EncryptionAlgorithm.RSA_OAEP_256, secret);

        assertThat(client.unwrapKey(KeyWrapAlgorithm.RSA_OAEP, oaep).getKey()).isEqualTo(secret);
        assertThat(client.unwrapKey(KeyWrapAlgorithm.RSA_OAEP_256, oaep256).getKey())
                .isEqualTo(secret);
        for (KeyWrapAlgorithm algorithm :
                List.of(KeyWrapAlgorithm.RSA_OAEP, KeyWrapAlgorithm.RSA_OAEP_256)) {
            byte[] here = client.wrapKey(algorithm, secret).getEncryptedKey();
            assertThat(client.unwrapKey(algorithm, here).getKey())
                    .as("%s", algorithm)
                    .isEqualTo(secret);
        }
    }

    @ParameterizedTest
    @MethodSource("rsaKinds")
    void the_sdk_with_its_local_public_key_and_the_service_agree(Kind kind) {
        KeyVaultKey key = keyOf(kind);
        CryptographyClient client = NODE.clients().cryptography(ADMIN, key.getId());

        byte[] signature = client.signData(SignatureAlgorithm.PS256, MESSAGE).getSignature();

        assertThat(client.verifyData(SignatureAlgorithm.PS256, MESSAGE, signature).isValid())
                .isTrue();
        byte[] ciphertext = client.encrypt(EncryptionAlgorithm.RSA_OAEP, PLAINTEXT).getCipherText();
        assertThat(client.decrypt(EncryptionAlgorithm.RSA_OAEP, ciphertext).getPlainText())
                .isEqualTo(PLAINTEXT);
    }

    /// The key of this kind that all tests use: an RSA key takes seconds to make.
    private static KeyVaultKey keyOf(Kind kind) {
        return MADE.computeIfAbsent(kind, k -> k.create(KEYS, Names.fresh("k")));
    }
}
