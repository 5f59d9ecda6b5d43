package io.strongroom.core.vault;

import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.strongroom.core.Samples;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.Right;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;
import io.strongroom.core.state.KindContract;
import io.strongroom.core.vault.VaultSettings.Changes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VaultDocumentTest extends KindContract<Vault> {
    private static final VaultId ID = new VaultId(new TenantId(new UUID(0, 1)), new UUID(0, 2));
    private static final SubscriptionId SUBSCRIPTION = new SubscriptionId(new UUID(0, 3));

    @Override
    protected Kind<Vault> kind() {
        return new VaultDocument();
    }

    @Override
    protected List<Vault> examples() {
        Stream<Vault> ofSettings =
                Stream.of(
                                Changes.NONE,
                                Changes.tags(Map.of("a", "b")),
                                Changes.tags(Map.of("a", "", "Ü", "日本 😀", "\"'\\", "\t\n")),
                                new Changes(
                                        null, "premium", null, null, null, null, null, null, null,
                                        null),
                                new Changes(
                                        null, null, true, null, null, null, null, null, null, null),
                                new Changes(
                                        null, null, null, true, null, null, null, null, null, null),
                                new Changes(
                                        null, null, null, null, true, null, null, null, null, null),
                                new Changes(
                                        null, null, null, null, null, 7, null, null, null, null),
                                new Changes(
                                        null, null, null, null, null, null, true, null, null, null),
                                Changes.FEDERATED,
                                Changes.legacyAlgorithms(LegacyAlgorithms.NONE),
                                Changes.legacyAlgorithms(LegacyAlgorithms.all()),
                                Changes.accessPolicies(List.of(policy(APP))),
                                Changes.accessPolicies(List.of(policy(APP, Right.KEYS_SIGN))),
                                Changes.accessPolicies(List.of(everything(), through())),
                                Changes.accessPolicies(List.of(through(), everything())))
                        .map(VaultSettings.DEFAULTS::changedBy)
                        .map(settings -> vault(settings, null));
        return Stream.concat(
                        ofSettings,
                        Stream.of(
                                golden(),
                                Samples.contosoVault(),
                                Samples.fabrikamVault(),
                                Samples.deleted(Samples.contosoVault()),
                                vault(VaultSettings.DEFAULTS, Instant.EPOCH),
                                new Vault(
                                        ID,
                                        CONTOSO_VAULT,
                                        SUBSCRIPTION,
                                        "Gruppe Süd",
                                        "日本",
                                        VaultSettings.DEFAULTS,
                                        Instant.ofEpochSecond(-1),
                                        "",
                                        Instant.ofEpochSecond(1L << 40),
                                        "ü",
                                        null,
                                        Long.MAX_VALUE)))
                .toList();
    }

    @Override
    protected Vault golden() {
        VaultSettings settings =
                new VaultSettings(
                        Map.of("b", "", "a", "é"),
                        "premium",
                        true,
                        false,
                        true,
                        90,
                        true,
                        List.of(
                                new AccessPolicy(
                                        new PrincipalId("app"),
                                        null,
                                        Set.of(Right.SECRETS_GET, Right.KEYS_SIGN)),
                                new AccessPolicy(new PrincipalId("u"), "Client", Set.of())),
                        false,
                        null);
        return new Vault(
                ID,
                new VaultName("Demo"),
                SUBSCRIPTION,
                "main",
                "local",
                settings,
                Instant.ofEpochSecond(4),
                "admin",
                Instant.ofEpochSecond(5),
                "owner",
                Instant.ofEpochSecond(6),
                7);
    }

    @Override
    protected String goldenHex() {
        return "000000077661756c742f31"
                + "0000001000000000000000000000000000000001"
                + "0000001000000000000000000000000000000002"
                + "0000000444656d6f"
                + "0000001000000000000000000000000000000003"
                + "000000046d61696e"
                + "000000056c6f63616c"
                + "00000002"
                + "0000000161"
                + "00000002c3a9"
                + "0000000162"
                + "00000000"
                + "000000077072656d69756d"
                + "000000080000000000000001"
                + "000000080000000000000000"
                + "000000080000000000000001"
                + "00000008000000000000005a"
                + "000000080000000000000001"
                + "000000080000000000000002"
                + "00000003617070"
                + "ffffffff"
                + "00000002"
                + "000000094b4559535f5349474e"
                + "0000000b534543524554535f474554"
                + "0000000175"
                + "00000006436c69656e74"
                + "00000000"
                + "000000080000000000000004"
                + "0000000561646d696e"
                + "000000080000000000000005"
                + "000000056f776e6572"
                + "000000080000000000000006"
                + "000000080000000000000007";
    }

    /// A node that does not know a right takes the document for an edited one, so a new right needs
    /// a new version.
    @Test
    void version_1_has_these_rights() {
        assertThat(rightsOfPolicies().map(Right::name))
                .containsExactlyInAnyOrder(
                        "KEYS_ENCRYPT",
                        "KEYS_DECRYPT",
                        "KEYS_WRAP_KEY",
                        "KEYS_UNWRAP_KEY",
                        "KEYS_SIGN",
                        "KEYS_VERIFY",
                        "KEYS_GET",
                        "KEYS_LIST",
                        "KEYS_CREATE",
                        "KEYS_UPDATE",
                        "KEYS_IMPORT",
                        "KEYS_DELETE",
                        "KEYS_BACKUP",
                        "KEYS_RESTORE",
                        "KEYS_RECOVER",
                        "KEYS_PURGE",
                        "KEYS_RELEASE",
                        "KEYS_ROTATE",
                        "KEYS_GET_ROTATION_POLICY",
                        "KEYS_SET_ROTATION_POLICY",
                        "SECRETS_GET",
                        "SECRETS_LIST",
                        "SECRETS_SET",
                        "SECRETS_DELETE",
                        "SECRETS_BACKUP",
                        "SECRETS_RESTORE",
                        "SECRETS_RECOVER",
                        "SECRETS_PURGE",
                        "CERTIFICATES_GET",
                        "CERTIFICATES_LIST",
                        "CERTIFICATES_DELETE",
                        "CERTIFICATES_CREATE",
                        "CERTIFICATES_IMPORT",
                        "CERTIFICATES_UPDATE",
                        "CERTIFICATES_MANAGE_CONTACTS",
                        "CERTIFICATES_GET_ISSUERS",
                        "CERTIFICATES_LIST_ISSUERS",
                        "CERTIFICATES_SET_ISSUERS",
                        "CERTIFICATES_DELETE_ISSUERS",
                        "CERTIFICATES_MANAGE_ISSUERS",
                        "CERTIFICATES_RECOVER",
                        "CERTIFICATES_PURGE",
                        "CERTIFICATES_BACKUP",
                        "CERTIFICATES_RESTORE");
    }

    @Test
    void version_2_has_a_flag_behind_the_policies_and_is_written_only_if_it_is_set() {
        Vault federated = vault(VaultSettings.DEFAULTS.changedBy(Changes.FEDERATED), null);
        byte[] document = ending(upToPolicies("vault/2").number(0).flag(true));

        assertThat(kind().version(federated)).isEqualTo(2);
        assertThat(kind().encode(federated)).isEqualTo(document);
        assertThat(kind().decode(document)).isEqualTo(federated);
        assertThat(kind().version(vault(VaultSettings.DEFAULTS, null))).isEqualTo(1);
    }

    @Test
    void version_3_has_legacy_algorithms_behind_that_flag_and_is_written_only_if_they_are_chosen() {
        Changes chosen = Changes.legacyAlgorithms(new LegacyAlgorithms(List.of("RSA1_5")));
        Vault allowing = vault(VaultSettings.DEFAULTS.changedBy(chosen), null);
        byte[] document =
                ending(upToPolicies("vault/3").number(0).flag(false).texts(List.of("RSA1_5")));

        assertThat(kind().version(allowing)).isEqualTo(3);
        assertThat(kind().encode(allowing)).isEqualTo(document);
        assertThat(kind().decode(document)).isEqualTo(allowing);
    }

    @Test
    void a_legacy_algorithm_that_is_not_known_is_refused() {
        byte[] document =
                ending(upToPolicies("vault/3").number(0).flag(false).texts(List.of("RSA-OAEP")));

        assertThatIllegalArgumentException().isThrownBy(() -> kind().decode(document));
    }

    @Test
    void the_name_keeps_its_case() {
        assertThat(kind().decode(kind().encode(golden())).name().value()).isEqualTo("Demo");
    }

    @Test
    void operations_rely_on_the_vault_and_its_generation() {
        assertThat(kind().guard(golden())).isEqualTo(new Guard(new UUID(0, 2), 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys/sign", "VAULTS_WRITE", "KEYS_FLY", ""})
    void a_right_that_a_policy_cannot_have_is_refused(String right) {
        byte[] document =
                ending(upToPolicies().number(1).text("app").text(null).texts(List.of(right)));

        assertThatIllegalArgumentException().isThrownBy(() -> kind().decode(document));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Integer.MIN_VALUE, 1, 1L << 40})
    void a_number_of_policies_that_does_not_follow_is_refused(long count) {
        byte[] document = ending(upToPolicies().number(count));

        assertThatIllegalArgumentException().isThrownBy(() -> kind().decode(document));
    }

    @Test
    void a_document_that_was_put_together_by_hand_is_read() {
        assertThat(kind().decode(ending(upToPolicies().number(0))))
                .isEqualTo(vault(VaultSettings.DEFAULTS, null));
    }

    private static CanonicalBytes upToPolicies() {
        return upToPolicies("vault/1");
    }

    private static CanonicalBytes upToPolicies(String format) {
        return new CanonicalBytes(format)
                .id(ID.tenant().value())
                .id(ID.value())
                .text("contoso-demo")
                .id(SUBSCRIPTION.value())
                .text("main")
                .text("local")
                .texts(Map.of())
                .text("standard")
                .flag(false)
                .flag(false)
                .flag(false)
                .number(90)
                .flag(false);
    }

    private static byte[] ending(CanonicalBytes document) {
        return document.seconds(Samples.NOW)
                .text("admin")
                .seconds(Samples.NOW)
                .text("admin")
                .seconds(null)
                .number(1)
                .toBytes();
    }

    private static AccessPolicy everything() {
        return policy(APP, rightsOfPolicies().toArray(Right[]::new));
    }

    private static Stream<Right> rightsOfPolicies() {
        return Arrays.stream(Right.values()).filter(right -> right.collection() != null);
    }

    private static AccessPolicy through() {
        return new AccessPolicy(new PrincipalId("jörg@contoso.example"), "Client-1", Set.of());
    }

    private static Vault vault(VaultSettings settings, @Nullable Instant deleted) {
        return new Vault(
                ID,
                CONTOSO_VAULT,
                SUBSCRIPTION,
                "main",
                "local",
                settings,
                Samples.NOW,
                "admin",
                Samples.NOW,
                "admin",
                deleted,
                1);
    }
}
