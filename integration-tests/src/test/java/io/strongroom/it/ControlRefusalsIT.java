package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Plane;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every refusal of the control plane: its status, its code, and the record that the officer reads.
class ControlRefusalsIT {
    private static final Node NODE = Site.shared().first().node();
    private static final Person ADMIN = NODE.admin();

    @Test
    void no_token_is_401_with_a_challenge() {
        Answer answer = read(null);

        refused(answer, 401, "AuthenticationFailed");
        assertThat(answer.header("WWW-Authenticate"))
                .startsWith("Bearer authorization=\"" + NODE.installation().authority() + "/");
    }

    @Test
    void a_token_for_the_data_plane_is_401() {
        refused(read(ADMIN.token(Plane.DATA)), 401, "InvalidAuthenticationTokenAudience");
    }

    @Test
    void who_does_not_own_the_subscription_creates_changes_and_deletes_nothing() {
        String vault = newVault();
        for (Role role : new Role[] {Role.APP, Role.OFFICER, Role.NOBODY}) {
            Person other = NODE.person(Organisation.CONTOSO, role);

            Answer create = other.createVault(Names.fresh("no"), Map.of());
            Answer policy = other.changePolicies(vault, "add", Map.of());
            Answer delete = other.control("DELETE", other.vaultPath(vault), null);

            refused(create, 403, "AuthorizationFailed");
            refused(policy, 403, "AuthorizationFailed");
            refused(delete, 403, "AuthorizationFailed");
            recorded(policy, vault, "VaultAccessPolicyPut", "AuthorizationFailed");
            recorded(delete, vault, "VaultDelete", "AuthorizationFailed");
        }
    }

    @Test
    void a_vault_that_is_not_there_is_404() {
        String vault = Names.fresh("absent");

        Answer answer = ADMIN.control("GET", ADMIN.vaultPath(vault), null);

        refused(answer, 404, "ResourceNotFound");
        recorded(answer, vault, "VaultGet", "ResourceNotFound");
    }

    @Test
    void an_unknown_subscription_or_resource_group_is_404() {
        String path = ADMIN.vaultPath(Names.fresh("place"));
        String subscription = NODE.installation().subscription(Organisation.CONTOSO);
        String otherGroup = path.replace("/resourceGroups/main/", "/resourceGroups/none/");

        refused(
                ADMIN.control(
                        "GET", path.replace(subscription, UUID.randomUUID().toString()), null),
                404,
                "SubscriptionNotFound");
        refused(put(otherGroup, "local"), 404, "ResourceGroupNotFound");
    }

    @Test
    void a_name_that_somebody_has_is_409() {
        String vault = newVault();
        Person other = NODE.person(Organisation.FABRIKAM, Role.ADMIN);

        Answer answer = other.createVault(vault, Map.of());

        refused(answer, 409, "VaultAlreadyExists");
        recorded(
                NODE.officer(Organisation.FABRIKAM)
                        .event(Map.of("vault", vault), answer.requestId())
                        .orElseThrow(),
                answer,
                "VaultAlreadyExists");
    }

    @Test
    void the_name_of_a_deleted_vault_is_409() {
        String vault = newVault();
        ADMIN.control("DELETE", ADMIN.vaultPath(vault), null).ok();

        Answer answer = ADMIN.createVault(vault, Map.of());

        refused(answer, 409, "ConflictError");
        recorded(answer, vault, "VaultPut", "ConflictError");
    }

    @Test
    void an_impossible_name_or_location_is_400() {
        String vault = Names.fresh("place");

        refused(put(ADMIN.vaultPath("1-vault"), "local"), 400, "VaultNameNotValid");
        refused(put(ADMIN.vaultPath("no--vault"), "local"), 400, "VaultNameNotValid");
        refused(put(ADMIN.vaultPath("a".repeat(25)), "local"), 400, "VaultNameNotValid");
        Answer elsewhere = put(ADMIN.vaultPath(vault), "elsewhere");
        refused(elsewhere, 400, "LocationNotAvailableForResourceType");
        recorded(elsewhere, vault, "VaultPut", "LocationNotAvailableForResourceType");
    }

    @Test
    void an_unknown_or_missing_api_version_is_400() {
        String path = ADMIN.vaultPath(newVault());

        refused(
                ADMIN.control("GET", path + "?api-version=1999-01-01", null),
                400,
                "InvalidApiVersionParameter");
        refused(ADMIN.control("GET", path + "?x=y", null), 400, "MissingApiVersionParameter");
    }

    private static Answer put(String path, String location) {
        return ADMIN.control(
                "PUT",
                path,
                Map.of(
                        "location",
                        location,
                        "properties",
                        Map.of(
                                "tenantId",
                                ADMIN.principal().tenantId(),
                                "sku",
                                Map.of("family", "A", "name", "standard"))));
    }

    private static Answer read(@Nullable String token) {
        return NODE.raw()
                .send(
                        "GET",
                        NODE.installation().url()
                                + ADMIN.vaultPath("contoso-demo")
                                + "?api-version="
                                + Person.CONTROL_VERSION,
                        token,
                        null);
    }

    private static String newVault() {
        String vault = Names.fresh("control");
        ADMIN.createVault(vault, Map.of()).ok();
        return vault;
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.mediaType()).isEqualTo("application/json;charset=utf-8");
    }

    private static void recorded(Answer answer, String vault, String operation, String signature) {
        recorded(
                NODE.officer()
                        .event(Map.of("vault", vault, "operation", operation), answer.requestId())
                        .orElseThrow(),
                answer,
                signature);
    }

    private static void recorded(JsonNode event, Answer answer, String signature) {
        assertThat(event.path("resultSignature").asText()).isEqualTo(signature);
        assertThat(event.path("resultDescription").asText()).isEqualTo(answer.message());
        assertThat(event.path("properties").path("httpStatusCode").asInt())
                .isEqualTo(answer.status());
    }
}
