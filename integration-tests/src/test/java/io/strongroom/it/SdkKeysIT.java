package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceModifiedException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.util.Context;
import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.SyncPoller;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.models.DecryptParameters;
import com.azure.security.keyvault.keys.cryptography.models.EncryptParameters;
import com.azure.security.keyvault.keys.cryptography.models.EncryptResult;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import com.azure.security.keyvault.keys.models.DeletedKey;
import com.azure.security.keyvault.keys.models.ImportKeyOptions;
import com.azure.security.keyvault.keys.models.JsonWebKey;
import com.azure.security.keyvault.keys.models.KeyOperation;
import com.azure.security.keyvault.keys.models.KeyProperties;
import com.azure.security.keyvault.keys.models.KeyType;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Principal;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.security.GeneralSecurityException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The life of keys through the official SDK, challenge verification on, logged in through
/// azure-identity.
class SdkKeysIT {
    private static final Node NODE = Site.shared().first().node();
    private static final String VAULT = Names.fresh("keys");
    private static final Principal ADMIN = NODE.principal(Organisation.CONTOSO, Role.ADMIN);
    private static final KeyClient KEYS = NODE.clients().keys(ADMIN, VAULT);

    @BeforeAll
    static void create_the_vault() {
        NODE.admin().createVault(VAULT, Map.of()).ok();
    }

    static List<Kind> kinds() {
        return Kind.all().toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_new_key_is_what_was_asked_for(Kind kind) {
        String name = Names.fresh("new");
        OffsetDateTime before = now();

        KeyVaultKey key = kind.create(KEYS, name);

        assertThat(key.getName()).isEqualTo(name);
        assertThat(key.getKeyType()).isEqualTo(kind.type());
        assertThat(key.getId())
                .isEqualTo(
                        NODE.installation().vault(VAULT)
                                + "/keys/"
                                + name
                                + "/"
                                + key.getProperties().getVersion());
        assertThat(key.getProperties().getVersion()).matches("[0-9a-f]{32}");
        assertThat(key.getProperties().isEnabled()).isTrue();
        assertThat(key.getProperties().getNotBefore()).isNull();
        assertThat(key.getProperties().getExpiresOn()).isNull();
        assertThat(key.getProperties().getCreatedOn()).isBetween(before, now());
        assertThat(key.getProperties().getUpdatedOn())
                .isEqualTo(key.getProperties().getCreatedOn());
        assertThat(key.getProperties().getRecoveryLevel()).isEqualTo("Recoverable+Purgeable");
        assertThat(key.getProperties().getRecoverableDays()).isEqualTo(90);
        if (kind.curve() == null) {
            assertThat(PublicKeys.rsa(key.getKey()).getModulus().bitLength())
                    .isEqualTo(kind.bits());
            assertThat(key.getKey().getE()).containsExactly(1, 0, 1);
            assertThat(key.getKey().getN()).hasSize(kind.bits() / 8);
            assertThat(key.getKeyOperations())
                    .containsExactly(
                            KeyOperation.ENCRYPT,
                            KeyOperation.DECRYPT,
                            KeyOperation.SIGN,
                            KeyOperation.VERIFY,
                            KeyOperation.WRAP_KEY,
                            KeyOperation.UNWRAP_KEY);
            return;
        }
        assertThat(key.getKey().getCurveName()).isEqualTo(kind.curve());
        assertThat(PublicKeys.ec(key.getKey()).getQ().isValid()).isTrue();
        assertThat(key.getKeyOperations()).containsExactly(KeyOperation.SIGN, KeyOperation.VERIFY);
    }

    @Test
    void an_imported_key_is_that_of_its_owner() {
        SoftwareKeys own = SoftwareKeys.generate();

        KeyVaultKey rsa =
                KEYS.importKey(
                        new ImportKeyOptions(Names.fresh("rsa"), own.rsaToImport())
                                .setHardwareProtected(true));
        KeyVaultKey ec = KEYS.importKey(Names.fresh("ec"), own.ecToImport());

        assertThat(rsa.getKeyType()).isEqualTo(KeyType.RSA_HSM);
        assertThat(PublicKeys.rsa(rsa.getKey()).getModulus()).isEqualTo(own.rsaKey().getModulus());
        assertThat(rsa.getKey().hasPrivateKey()).isFalse();
        assertThat(ec.getKeyType()).isEqualTo(KeyType.EC);
        byte[] digest = new byte[32];
        byte[] signature =
                NODE.clients()
                        .remote(ADMIN, ec.getId())
                        .sign(SignatureAlgorithm.ES256, digest)
                        .getSignature();
        assertThat(
                        NODE.clients()
                                .remote(ADMIN, ec.getId())
                                .verify(SignatureAlgorithm.ES256, digest, signature)
                                .isValid())
                .isTrue();
    }

    @Test
    void an_imported_secret_key_is_that_of_its_owner() throws GeneralSecurityException {
        SecretKey own = new SecretKeySpec(new byte[32], "AES");
        KeyVaultKey key = KEYS.importKey(Names.fresh("oct"), JsonWebKey.fromAes(own));
        CryptographyClient client = NODE.clients().remote(ADMIN, key.getId());

        byte[] wrapped = client.wrapKey(KeyWrapAlgorithm.A256KW, new byte[16]).getEncryptedKey();

        Cipher jdk = Cipher.getInstance("AES/KW/NoPadding");
        jdk.init(Cipher.ENCRYPT_MODE, own);
        assertThat(wrapped).isEqualTo(jdk.doFinal(new byte[16]));
        EncryptResult made =
                client.encrypt(
                        EncryptParameters.createA256GcmParameters(
                                new byte[] {1, 2, 3}, new byte[] {9}),
                        Context.NONE);
        assertThat(
                        client.decrypt(
                                        DecryptParameters.createA256GcmParameters(
                                                made.getCipherText(),
                                                made.getIv(),
                                                made.getAuthenticationTag(),
                                                made.getAdditionalAuthenticatedData()),
                                        Context.NONE)
                                .getPlainText())
                .containsExactly(1, 2, 3);
    }

    @Test
    void a_key_is_read_by_name_and_by_version() {
        String name = Names.fresh("read");
        KeyVaultKey first = ecKey(name);
        KeyVaultKey second = ecKey(name);

        assertThat(KEYS.getKey(name).getId()).isEqualTo(second.getId());
        KeyVaultKey read = KEYS.getKey(name, first.getProperties().getVersion());
        assertThat(read.getId()).isEqualTo(first.getId());
        assertThat(read.getKey().getX()).isEqualTo(first.getKey().getX());
        assertThat(read.getKey().getY()).isEqualTo(first.getKey().getY());
    }

    @Test
    void a_key_keeps_what_its_maker_said() {
        OffsetDateTime notBefore = now().minusDays(1);
        OffsetDateTime expires = now().plusDays(1);

        KeyVaultKey made =
                KEYS.createRsaKey(
                        new CreateRsaKeyOptions(Names.fresh("said"))
                                .setHardwareProtected(true)
                                .setKeyOperations(KeyOperation.VERIFY, KeyOperation.SIGN)
                                .setEnabled(false)
                                .setNotBefore(notBefore)
                                .setExpiresOn(expires)
                                .setTags(Map.of("unit", "sales", "cost", "42")));

        KeyVaultKey read = KEYS.getKey(made.getName());
        assertThat(read.getKeyOperations()).containsExactly(KeyOperation.VERIFY, KeyOperation.SIGN);
        assertThat(read.getProperties().isEnabled()).isFalse();
        assertThat(read.getProperties().getNotBefore()).isEqualTo(notBefore);
        assertThat(read.getProperties().getExpiresOn()).isEqualTo(expires);
        assertThat(read.getProperties().getTags()).isEqualTo(Map.of("unit", "sales", "cost", "42"));
    }

    @Test
    void an_update_changes_what_it_names_and_nothing_else() {
        KeyVaultKey key = ecKey(Names.fresh("update"));
        OffsetDateTime expires = now().plusDays(30);
        KeyProperties wish =
                key.getProperties()
                        .setEnabled(false)
                        .setExpiresOn(expires)
                        .setTags(Map.of("a", "b"));

        KeyVaultKey updated = KEYS.updateKeyProperties(wish, KeyOperation.SIGN);

        assertThat(updated.getId()).isEqualTo(key.getId());
        assertThat(updated.getProperties().isEnabled()).isFalse();
        assertThat(updated.getProperties().getExpiresOn()).isEqualTo(expires);
        assertThat(updated.getProperties().getTags()).isEqualTo(Map.of("a", "b"));
        assertThat(updated.getKeyOperations()).containsExactly(KeyOperation.SIGN);
        assertThat(updated.getKey().getX()).isEqualTo(key.getKey().getX());
        assertThat(updated.getProperties().getCreatedOn())
                .isEqualTo(key.getProperties().getCreatedOn());
    }

    @Test
    void lists_hold_every_key_once_over_several_pages_in_name_order() {
        String vault = Names.fresh("pages");
        NODE.admin().createVault(vault, Map.of()).ok();
        KeyClient keys = NODE.clients().keys(ADMIN, vault);
        List<String> names = IntStream.range(0, 57).mapToObj("key-%02d"::formatted).toList();
        for (String name : names.reversed()) {
            keys.createEcKey(new CreateEcKeyOptions(name).setHardwareProtected(true));
        }

        List<Integer> pages = new ArrayList<>();
        keys.listPropertiesOfKeys().iterableByPage().forEach(p -> pages.add(p.getValue().size()));

        assertThat(pages).containsExactly(25, 25, 7);
        assertThat(keys.listPropertiesOfKeys().stream().map(KeyProperties::getName))
                .containsExactlyElementsOf(names);
        assertThat(keys.listPropertiesOfKeys().stream().map(KeyProperties::getVersion))
                .containsOnlyNulls();
    }

    @Test
    void versions_are_listed_over_several_pages() {
        String name = Names.fresh("versions");
        List<String> versions =
                IntStream.range(0, 27)
                        .mapToObj(_ -> ecKey(name).getProperties().getVersion())
                        .toList();

        assertThat(KEYS.listPropertiesOfKeyVersions(name).stream().map(KeyProperties::getVersion))
                .containsExactlyInAnyOrderElementsOf(versions);
    }

    @Test
    void a_key_is_deleted_recovered_and_purged_by_pollers_that_end_at_once() {
        String name = Names.fresh("deleted");
        KeyVaultKey first = ecKey(name);
        KeyVaultKey key = ecKey(name);
        OffsetDateTime before = now();

        SyncPoller<DeletedKey, Void> deletion = KEYS.beginDeleteKey(name);
        PollResponse<DeletedKey> polled = deletion.poll();

        assertThat(polled.getStatus()).isEqualTo(LongRunningOperationStatus.SUCCESSFULLY_COMPLETED);
        DeletedKey deleted = KEYS.getDeletedKey(name);
        assertThat(deleted.getId()).isEqualTo(key.getId());
        assertThat(deleted.getRecoveryId())
                .isEqualTo(NODE.installation().vault(VAULT) + "/deletedkeys/" + name);
        assertThat(deleted.getDeletedOn()).isBetween(before, now());
        assertThat(deleted.getScheduledPurgeDate()).isEqualTo(deleted.getDeletedOn().plusDays(90));
        assertThat(KEYS.listDeletedKeys().stream().map(DeletedKey::getName)).contains(name);
        assertThat(KEYS.listPropertiesOfKeys().stream().map(KeyProperties::getName))
                .doesNotContain(name);
        assertThatThrownBy(() -> KEYS.getKey(name, first.getProperties().getVersion()))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> ecKey(name))
                .isInstanceOf(ResourceModifiedException.class)
                .hasMessageContaining("ObjectIsDeletedButRecoverable");

        SyncPoller<KeyVaultKey, Void> recovery = KEYS.beginRecoverDeletedKey(name);
        assertThat(recovery.poll().getStatus())
                .isEqualTo(LongRunningOperationStatus.SUCCESSFULLY_COMPLETED);
        assertThat(KEYS.getKey(name).getId()).isEqualTo(key.getId());
        var cryptography = NODE.clients().remote(ADMIN, first.getId());
        assertThat(cryptography.sign(SignatureAlgorithm.ES256, new byte[32]).getSignature())
                .hasSize(64);

        KEYS.beginDeleteKey(name).waitForCompletion();
        KEYS.purgeDeletedKey(name);
        assertThatThrownBy(() -> KEYS.getDeletedKey(name))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Deleted Key not found: " + name);
        assertThat(ecKey(name).getId()).isNotEqualTo(key.getId());
        assertThatThrownBy(() -> cryptography.sign(SignatureAlgorithm.ES256, new byte[32]))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void an_unknown_key_is_a_resource_not_found() {
        assertThatThrownBy(() -> KEYS.getKey("not-there"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("KeyNotFound")
                .hasMessageContaining("was not found in this key vault");
    }

    @Test
    void a_missing_right_is_an_http_response_of_403() {
        KeyClient app = NODE.clients().keys(NODE.principal(Organisation.CONTOSO, Role.APP), VAULT);

        assertThatThrownBy(() -> app.getKey("any"))
                .isInstanceOfSatisfying(
                        HttpResponseException.class,
                        e -> assertThat(e.getResponse().getStatusCode()).isEqualTo(403))
                .hasMessageContaining("does not have keys get permission on key vault");
    }

    @Test
    void a_wrong_client_secret_does_not_log_in() {
        Principal impostor =
                new Principal(
                        ADMIN.organisation(),
                        ADMIN.role(),
                        ADMIN.tenantId(),
                        ADMIN.clientId(),
                        "not-the-secret",
                        ADMIN.objectId());
        KeyClient keys = NODE.clients().keys(impostor, VAULT);

        assertThatThrownBy(() -> keys.getKey("any"))
                .hasMessageContaining("AADSTS7000215: Invalid client secret provided.");
    }

    @Test
    void a_disabled_key_refuses_to_sign_with_403() {
        KeyVaultKey key = ecKey(Names.fresh("disabled"));
        KEYS.updateKeyProperties(key.getProperties().setEnabled(false));
        var cryptography = NODE.clients().remote(ADMIN, key.getId());

        assertThatThrownBy(() -> cryptography.sign(SignatureAlgorithm.ES256, new byte[32]))
                .isInstanceOf(HttpResponseException.class)
                .hasMessageContaining("Operation sign is not allowed on a disabled key.");
    }

    private static KeyVaultKey ecKey(String name) {
        return KEYS.createEcKey(new CreateEcKeyOptions(name).setHardwareProtected(true));
    }

    private static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    }
}
