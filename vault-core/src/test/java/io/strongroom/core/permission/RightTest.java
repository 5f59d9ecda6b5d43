package io.strongroom.core.permission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.strongroom.core.identity.VaultCollection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RightTest {
    private static final String PROVIDER = "Microsoft.KeyVault/vaults/";

    static Stream<Right> dataPlane() {
        return rights("KEYS_", "SECRETS_", "CERTIFICATES_");
    }

    static Stream<Right> controlPlane() {
        return rights("VAULTS_", "VAULT_", "SUBSCRIPTIONS_", "BLOCKED_ALGORITHMS_", "AUDIT_");
    }

    @Test
    void every_right_is_on_the_data_plane_or_on_the_control_plane() {
        assertThat(Stream.concat(dataPlane(), controlPlane()))
                .containsExactlyInAnyOrder(Right.values());
    }

    @ParameterizedTest
    @MethodSource("dataPlane")
    void a_right_of_the_data_plane_has_the_collection_of_its_name(Right right) {
        assertThat(right.collection()).isNotNull();
        assertThat(right.name()).startsWith(collection(right).name() + "_");
    }

    @ParameterizedTest
    @MethodSource("controlPlane")
    void a_right_of_the_control_plane_has_no_collection_and_no_name_in_policies(Right right) {
        assertThat(right.collection()).isNull();
        assertThatIllegalStateException()
                .isThrownBy(right::policyName)
                .withMessage(right + " has no name in access policies");
    }

    @ParameterizedTest
    @MethodSource("dataPlane")
    void a_right_is_found_by_its_name_without_case(Right right) {
        VaultCollection collection = collection(right);
        String name = right.policyName();

        assertThat(Right.named(collection, name)).contains(right);
        assertThat(Right.named(collection, name.toUpperCase(Locale.ROOT))).contains(right);
        assertThat(Right.named(collection, name.toLowerCase(Locale.ROOT))).contains(right);
    }

    @ParameterizedTest
    @EnumSource
    void names_are_unique_in_a_collection(VaultCollection collection) {
        assertThat(namesIn(collection).map(name -> name.toLowerCase(Locale.ROOT)))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void a_name_belongs_to_its_collection_only() {
        assertThat(Right.named(VaultCollection.KEYS, "sign")).contains(Right.KEYS_SIGN);
        assertThat(Right.named(VaultCollection.SECRETS, "sign")).isEmpty();
        assertThat(Right.named(VaultCollection.KEYS, "get")).contains(Right.KEYS_GET);
        assertThat(Right.named(VaultCollection.SECRETS, "get")).contains(Right.SECRETS_GET);
        assertThat(Right.named(VaultCollection.CERTIFICATES, "get"))
                .contains(Right.CERTIFICATES_GET);
    }

    @Test
    void an_unknown_name_is_no_right() {
        assertThat(Right.named(VaultCollection.KEYS, "")).isEmpty();
        assertThat(Right.named(VaultCollection.KEYS, "all")).isEmpty();
        assertThat(Right.named(VaultCollection.KEYS, "sign ")).isEmpty();
        assertThat(Right.named(VaultCollection.KEYS, "KEYS_SIGN")).isEmpty();
    }

    /// `Permissions` of Azure's resource `Microsoft.KeyVault/vaults`.
    @Test
    void the_names_are_those_of_azure() {
        assertThat(namesIn(VaultCollection.KEYS))
                .containsExactlyInAnyOrder(
                        "encrypt",
                        "decrypt",
                        "wrapKey",
                        "unwrapKey",
                        "sign",
                        "verify",
                        "get",
                        "list",
                        "create",
                        "update",
                        "import",
                        "delete",
                        "backup",
                        "restore",
                        "recover",
                        "purge",
                        "release",
                        "rotate",
                        "getrotationpolicy",
                        "setrotationpolicy");
        assertThat(namesIn(VaultCollection.SECRETS))
                .containsExactlyInAnyOrder(
                        "get", "list", "set", "delete", "backup", "restore", "recover", "purge");
        assertThat(namesIn(VaultCollection.CERTIFICATES))
                .containsExactlyInAnyOrder(
                        "get",
                        "list",
                        "delete",
                        "create",
                        "import",
                        "update",
                        "managecontacts",
                        "getissuers",
                        "listissuers",
                        "setissuers",
                        "deleteissuers",
                        "manageissuers",
                        "recover",
                        "purge",
                        "backup",
                        "restore");
    }

    /// The data actions of Azure's resource provider `Microsoft.KeyVault`.
    @ParameterizedTest
    @MethodSource("dataPlane")
    void the_data_actions_are_among_those_of_azure(Right right) {
        assertThat(right.action()).startsWith(PROVIDER);
        assertThat(right.action().substring(PROVIDER.length()))
                .isIn(
                        List.of(
                                "certificatecas/delete",
                                "certificatecas/read",
                                "certificatecas/write",
                                "certificatecontacts/write",
                                "certificates/backup/action",
                                "certificates/create/action",
                                "certificates/delete",
                                "certificates/import/action",
                                "certificates/purge/action",
                                "certificates/read",
                                "certificates/recover/action",
                                "certificates/restore/action",
                                "certificates/update/action",
                                "keyrotationpolicies/read",
                                "keyrotationpolicies/write",
                                "keys/backup/action",
                                "keys/create/action",
                                "keys/decrypt/action",
                                "keys/delete",
                                "keys/encrypt/action",
                                "keys/import/action",
                                "keys/purge/action",
                                "keys/read",
                                "keys/recover/action",
                                "keys/release/action",
                                "keys/restore/action",
                                "keys/rotate/action",
                                "keys/sign/action",
                                "keys/unwrap/action",
                                "keys/update/action",
                                "keys/verify/action",
                                "keys/wrap/action",
                                "secrets/backup/action",
                                "secrets/delete",
                                "secrets/getSecret/action",
                                "secrets/purge/action",
                                "secrets/readMetadata/action",
                                "secrets/recover/action",
                                "secrets/restore/action",
                                "secrets/setSecret/action",
                                "secrets/update/action"));
    }

    private static VaultCollection collection(Right right) {
        return requireNonNull(right.collection());
    }

    private static Stream<Right> rights(String... prefixes) {
        return Arrays.stream(Right.values())
                .filter(right -> Arrays.stream(prefixes).anyMatch(right.name()::startsWith));
    }

    private static Stream<String> namesIn(VaultCollection collection) {
        return dataPlane().filter(right -> right.collection() == collection).map(Right::policyName);
    }
}
