package io.strongroom.api.control;

import static io.strongroom.api.control.ControlSlices.DEMO;
import static io.strongroom.api.control.ControlSlices.FRESH;
import static io.strongroom.api.control.ControlSlices.VAULTS;
import static io.strongroom.api.control.ControlSlices.VERSION;
import static io.strongroom.api.control.ControlSlices.vault;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.arm.ControlSlice;
import io.strongroom.api.arm.ControlSlice.Answer;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.identity.VaultName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class VaultControllerTest {
    private final ControlSlice slice = ControlSlices.all();

    @Test
    void a_created_vault_is_answered_as_azure_answers_it() {
        String policies =
                """
                , "softDeleteRetentionInDays": 7, "enablePurgeProtection": true,
                "enabledForDeployment": true, "enableSoftDelete": true, "createMode": "default",
                "enableRbacAuthorization": false, "publicNetworkAccess": "Enabled",
                "networkAcls": {"bypass": "AzureServices", "defaultAction": "Allow",
                  "ipRules": [], "virtualNetworkRules": []},
                "provisioningState": "Succeeded", "vaultUri": "https://elsewhere/"\
                """;

        Answer answer = slice.send("PUT", FRESH, "contoso-admin", vault(policies));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json())
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"id": "/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups/main/providers/Microsoft.KeyVault/vaults/fresh",
                                         "name": "fresh", "type": "Microsoft.KeyVault/vaults", "location": "local",
                                         "tags": {"team": "payments"},
                                         "systemData": {"createdBy": "admin", "createdAt": "2026-03-01T12:00:00Z",
                                           "lastModifiedBy": "admin", "lastModifiedAt": "2026-03-01T12:00:00Z"},
                                         "properties": {"tenantId": "11111111-1111-4111-8111-111111111111",
                                           "sku": {"family": "A", "name": "premium"}, "accessPolicies": [],
                                           "enabledForDeployment": true, "enabledForDiskEncryption": false,
                                           "enabledForTemplateDeployment": false, "enableSoftDelete": true,
                                           "softDeleteRetentionInDays": 7, "enableRbacAuthorization": false,
                                           "enablePurgeProtection": true, "legacyAlgorithms": [],
                                           "vaultUri": "https://fresh.vault.localhost:8443/", "provisioningState": "Succeeded",
                                           "publicNetworkAccess": "Enabled"}}
                                        """));
    }

    @Test
    void a_vault_is_found_by_a_path_in_any_case() {
        String url =
                "/SUBSCRIPTIONS/11111111-AAAA-4111-8111-111111111111/resourcegroups/MAIN/providers/microsoft.keyvault/Vaults/Contoso-Demo?api%2Dversion=2026-02-01";

        Answer answer = slice.send("GET", url, "contoso-admin", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("name").asString()).isEqualTo("contoso-demo");
    }

    @Test
    void a_put_replaces_all_but_soft_delete_and_purge_protection() {
        slice.send(
                "PUT",
                FRESH,
                "contoso-admin",
                vault(", \"softDeleteRetentionInDays\": 7, \"enablePurgeProtection\": true"));

        Answer answer = slice.send("PUT", FRESH, "contoso-admin", vault(""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/properties/softDeleteRetentionInDays").asInt()).isEqualTo(7);
        assertThat(answer.json().at("/properties/enablePurgeProtection").asBoolean()).isTrue();
    }

    @Test
    void a_patch_changes_what_it_names() {
        Answer answer =
                slice.send(
                        "PATCH",
                        DEMO,
                        "contoso-admin",
                        "{\"tags\": {\"a\": \"b\"}, \"properties\": {\"enabledForDeployment\": true}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/tags/a").asString()).isEqualTo("b");
        assertThat(answer.json().at("/properties/enabledForDeployment").asBoolean()).isTrue();
        assertThat(answer.json().at("/properties/sku/name").asString()).isEqualTo("premium");
    }

    @Test
    void a_patch_of_tags_alone_is_enough() {
        Answer answer = slice.send("PATCH", DEMO, "contoso-admin", "{\"tags\": {}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("tags").isEmpty()).isTrue();
    }

    @Test
    void a_deleted_vault_is_gone_and_deleting_it_again_says_so() {
        assertThat(slice.send("DELETE", DEMO, "contoso-admin", null).status()).isEqualTo(200);
        assertThat(slice.send("DELETE", DEMO, "contoso-admin", null).status()).isEqualTo(204);
        Answer answer = slice.send("GET", DEMO, "contoso-admin", null);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("ResourceNotFound");
    }

    @Test
    void a_name_in_use_is_refused() {
        Answer answer =
                slice.send("PUT", VAULTS + "/fabrikam-demo" + VERSION, "contoso-admin", vault(""));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("VaultAlreadyExists");
    }

    @Test
    void a_word_as_tenant_means_the_tenant_of_the_subscription() {
        String body = vault("").replace("11111111-1111-4111-8111-111111111111", "adfs");

        Answer answer = slice.send("PUT", FRESH, "contoso-admin", body);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().at("/properties/tenantId").asString())
                .isEqualTo("11111111-1111-4111-8111-111111111111");
    }

    @Test
    void clients_of_a_vault_of_the_tenant_adfs_are_sent_to_ad_fs_from_then_on() {
        String adfs = vault("").replace("11111111-1111-4111-8111-111111111111", "ADFS");
        slice.send("PUT", FRESH, "contoso-admin", adfs);
        slice.send("PUT", FRESH, "contoso-admin", vault(""));

        assertThat(slice.installation.vault(new VaultName("fresh")).vault().settings().federated())
                .isTrue();
        String word = vault("").replace("11111111-1111-4111-8111-111111111111", "other");
        slice.send("PUT", DEMO, "contoso-admin", word);
        assertThat(slice.installation.vault(Samples.CONTOSO_VAULT).vault().settings().federated())
                .isFalse();
    }

    @Test
    void an_absent_rbac_flag_means_access_policies_whatever_the_version() {
        String url = VAULTS + "/fresh?api-version=2026-02-01";

        Answer answer = slice.send("PUT", url, "contoso-admin", vault(""));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().at("/properties/enableRbacAuthorization").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    , "enableRbacAuthorization": true                                  | FeatureNotSupported
                    , "networkAcls": {"defaultAction": "Deny"}                          | FeatureNotSupported
                    , "networkAcls": {"ipRules": [{"value": "10.0.0.0/8"}]}             | FeatureNotSupported
                    , "networkAcls": {"virtualNetworkRules": [{"id": "x"}]}             | FeatureNotSupported
                    , "publicNetworkAccess": "Disabled"                                 | FeatureNotSupported
                    , "createMode": "recover"                                           | FeatureNotSupported
                    , "createMode": "other"                                             | BadRequest
                    , "enableSoftDelete": false                                         | BadRequest
                    , "softDeleteRetentionInDays": 6                                    | BadRequest
                    , "softDeleteRetentionInDays": 91                                   | BadRequest
                    , "softDeleteRetentionInDays": 4294967303                           | BadRequest
                    , "enabledForDeployment": "yes"                                     | BadRequest
                    , "enablePurgeProtection": false                                    | BadRequest
                    """)
    void what_is_not_offered_is_refused(String more, String code) {
        Answer put = slice.send("PUT", FRESH, "contoso-admin", vault(more));
        assertThat(put.status()).isEqualTo(400);
        assertThat(put.code()).isEqualTo(code);

        String patch = "{\"properties\": {" + more.substring(1) + "}}";
        assertThat(slice.send("PATCH", DEMO, "contoso-admin", patch).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"location\": \"local\"}",
                "{\"location\": \"local\", \"properties\": {}}",
                "{\"location\": \"local\", \"properties\": {\"tenantId\": \"adfs\"}}",
                "{\"location\": \"local\", \"properties\": {\"tenantId\": \"adfs\", \"sku\": {}}}",
                "{\"location\": \"local\", \"properties\": {\"tenantId\": \"\", \"sku\": {\"name\": \"premium\"}}}",
                "{\"location\": \"local\", \"properties\": {\"tenantId\": \"adfs\", \"sku\": {\"family\": \"B\", \"name\": \"premium\"}}}",
                "{\"location\": \"local\", \"properties\": {\"tenantId\": \"adfs\", \"sku\": {\"name\": \"gold\"}}}",
                "{\"location\": \"mars\", \"properties\": {\"tenantId\": \"adfs\", \"sku\": {\"name\": \"premium\"}}}",
                "{\"location\": \"local\", \"location\": \"local2\"}",
                "[]",
                "not json"
            })
    void an_incomplete_or_wrong_body_is_refused(String body) {
        assertThat(slice.send("PUT", FRESH, "contoso-admin", body).status()).isEqualTo(400);
    }

    @Test
    void a_vault_of_another_tenant_cannot_be_made() {
        String body =
                vault("")
                        .replace(
                                "11111111-1111-4111-8111-111111111111",
                                "22222222-2222-4222-8222-222222222222");

        Answer answer = slice.send("PUT", FRESH, "contoso-admin", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("is not the tenant of the subscription");
    }

    @Test
    void more_than_fifty_tags_are_refused() {
        StringBuilder tags = new StringBuilder("{\"tags\": {\"t\": \"\"");
        for (int i = 0; i < 50; i++) {
            tags.append(",\"t").append(i).append("\": \"\"");
        }

        Answer answer = slice.send("PATCH", DEMO, "contoso-admin", tags.append("}}").toString());

        assertThat(answer.code()).isEqualTo("InvalidTags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "not json", "{\"properties\": []}"})
    void a_wrong_body_is_refused_with_the_code_of_resource_manager(String body) {
        Answer answer = slice.send("PUT", policiesUrl("add"), "contoso-admin", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("BadRequest");
        assertThat(slice.installation.trail.last().outcome().signature()).isEqualTo("BadRequest");
    }

    @Test
    void purge_protection_is_never_set_to_false() {
        Answer answer =
                slice.send(
                        "PUT", FRESH, "contoso-admin", vault(", \"enablePurgeProtection\": false"));

        assertThat(answer.code()).isEqualTo("BadRequest");
        assertThat(answer.message())
                .isEqualTo(
                        "The property \"enablePurgeProtection\" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.");
        assertThat(slice.send("GET", FRESH, "contoso-admin", null).status()).isEqualTo(404);
    }

    @Test
    void a_vault_with_1024_policies_can_be_read_and_put_back() {
        String most = withPolicies(1024);
        assertThat(slice.send("PUT", FRESH, "contoso-admin", most).status()).isEqualTo(201);

        String whole = slice.send("GET", FRESH, "contoso-admin", null).json().toPrettyString();

        Answer answer = slice.send("PUT", FRESH, "contoso-admin", whole);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/properties/accessPolicies").size()).isEqualTo(1024);
        assertThat(slice.send("PATCH", FRESH, "contoso-admin", whole).status()).isEqualTo(200);
    }

    @Test
    void a_vault_has_no_more_than_1024_policies() {
        slice.send("PUT", FRESH, "contoso-admin", withPolicies(1024));

        Answer put = slice.send("PUT", FRESH, "contoso-admin", withPolicies(1025));
        Answer add =
                slice.send(
                        "PUT",
                        FRESH.replace("/fresh", "/fresh/accessPolicies/add"),
                        "contoso-admin",
                        policies("get"));

        for (Answer answer : new Answer[] {put, add}) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("BadRequest");
            assertThat(answer.message())
                    .isEqualTo("A vault has at most 1024 access policies, the request has 1025.");
        }
    }

    @Test
    void a_body_that_describes_a_vault_has_at_most_2_mib() {
        int most = 2 * 1024 * 1024;

        assertThat(put(padded(most - 1)).status()).isEqualTo(201);
        assertThat(put(padded(most)).status()).isEqualTo(200);
        assertThat(put(padded(most + 1)).status()).isEqualTo(413);
        assertThat(put(padded(most + 1)).code()).isEqualTo("RequestBodyTooLarge");
    }

    @Test
    void a_body_that_names_a_vault_has_at_most_4_kib() {
        String url =
                ControlSlices.SUBSCRIPTION
                        + "/providers/Microsoft.KeyVault/checkNameAvailability"
                        + VERSION;
        String body = "{\"name\": \"fresh\", \"type\": \"Microsoft.KeyVault/vaults\"}";
        String largest = body + " ".repeat(4096 - body.length());

        assertThat(slice.send("POST", url, "contoso-admin", largest).status()).isEqualTo(200);
        assertThat(slice.send("POST", url, "contoso-admin", largest + " ").status()).isEqualTo(413);
    }

    private Answer put(String body) {
        return slice.send("PUT", FRESH, "contoso-admin", body);
    }

    private static String padded(int length) {
        return vault("") + " ".repeat(length - vault("").length());
    }

    /// A vault with so many policies, each as long as it can be.
    private static String withPolicies(int count) {
        StringBuilder policies = new StringBuilder();
        for (int i = 0; i < count; i++) {
            policies.append(i == 0 ? "" : ",")
                    .append(
                            """
                            {"tenantId": "11111111-1111-4111-8111-111111111111", "objectId": "%0128d",
                             "applicationId": "%s", "permissions":
                               {"keys": ["all", "purge"], "secrets": ["all", "purge"], "certificates": ["all", "purge"]}}\
                            """
                                    .formatted(i, "a".repeat(128)));
        }
        return vault("")
                .replace("\"accessPolicies\": []", "\"accessPolicies\": [" + policies + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/x/resourceGroups/main/providers/Microsoft.KeyVault/vaults/fresh, InvalidSubscriptionId",
        "/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups/main/providers/Microsoft.KeyVault/vaults/a--b, VaultNameNotValid",
        "/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups/main/providers/Microsoft.KeyVault/vaults/1, VaultNameNotValid"
    })
    void a_path_that_names_nothing_is_refused(String path, String code) {
        Answer answer = slice.send("PUT", path + VERSION, "contoso-admin", vault(""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void a_resource_group_that_is_not_there_is_refused() {
        String url =
                "/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups/none/providers/Microsoft.KeyVault/vaults/fresh"
                        + VERSION;

        Answer answer = slice.send("PUT", url, "contoso-admin", vault(""));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("ResourceGroupNotFound");
    }

    @Test
    void without_a_token_nothing_is_said_but_where_to_get_one() {
        Answer answer = slice.send("GET", VAULTS + "/contoso-demo", null, null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("AuthenticationFailed");
        assertThat(answer.response().getHeader("WWW-Authenticate"))
                .isEqualTo(
                        "Bearer authorization=\"https://localhost:8443/organizations\", error=\"invalid_token\", error_description=\"Authentication failed. The 'Authorization' header is missing.\"");
        AuditEvent event = slice.installation.trail.last();
        assertThat(event.action()).isEqualTo(Action.VAULT_GET);
        assertThat(event.outcome().status()).isEqualTo(401);
        assertThat(event.caller()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"contoso-app", "contoso-nobody", "contoso-officer"})
    void who_owns_nothing_changes_nothing(String caller) {
        for (Answer answer :
                new Answer[] {
                    slice.send("PUT", FRESH, caller, vault("")),
                    slice.send("PATCH", DEMO, caller, "{}"),
                    slice.send("DELETE", DEMO, caller, null),
                    slice.send("PUT", policiesUrl("add"), caller, policies("get"))
                }) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("AuthorizationFailed");
        }
    }

    @Test
    void a_foreign_administrator_gets_what_an_absent_subscription_gives() {
        Answer foreign = slice.send("GET", DEMO, "fabrikam-admin", null);
        Answer absent =
                slice.send(
                        "GET",
                        DEMO.replace("11111111-aaaa", "33333333-aaaa"),
                        "fabrikam-admin",
                        null);

        assertThat(foreign.status()).isEqualTo(404).isEqualTo(absent.status());
        assertThat(foreign.code()).isEqualTo("SubscriptionNotFound").isEqualTo(absent.code());
        assertThat(foreign.message())
                .isEqualTo(absent.message().replace("33333333-aaaa", "11111111-aaaa"));
        assertThat(slice.installation.trail.last().target().tenant()).isEqualTo(Samples.FABRIKAM);
    }

    @Test
    void a_missing_version_is_refused() {
        Answer answer = slice.send("GET", VAULTS + "/contoso-demo", "contoso-admin", null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("MissingApiVersionParameter");
    }

    @Test
    void an_unknown_version_is_refused_with_those_that_are_known() {
        Answer answer =
                slice.send(
                        "GET",
                        VAULTS + "/contoso-demo?api-version=2014-01-01",
                        "contoso-admin",
                        null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("InvalidApiVersionParameter");
        assertThat(answer.message()).contains("'2014-01-01'", "2026-02-01,2025-05-01");
    }

    @Test
    void every_answer_has_one_record_with_its_resource() {
        slice.send("PUT", FRESH, "contoso-admin", vault(""));

        assertThat(slice.installation.trail.events()).hasSize(1);
        AuditEvent event = slice.installation.trail.last();
        assertThat(event.action()).isEqualTo(Action.VAULT_PUT);
        assertThat(event.outcome().status()).isEqualTo(201);
        assertThat(event.caller()).isEqualTo(Samples.contosoAdmin());
        assertThat(event.target().vault()).isEqualTo("fresh");
        assertThat(event.target().resourceId()).endsWith("/vaults/fresh");
    }

    @Test
    void a_refused_body_is_recorded_for_the_vault_it_was_sent_to() {
        slice.send("PUT", FRESH, "contoso-admin", "{}");

        AuditEvent event = slice.installation.trail.last();
        assertThat(event.outcome().status()).isEqualTo(400);
        assertThat(event.target().vault()).isEqualTo("fresh");
        assertThat(event.target().tenant()).isEqualTo(Samples.CONTOSO);
    }

    @Test
    void without_the_log_nothing_is_done() {
        slice.installation.trail.close();

        Answer answer = slice.send("PUT", FRESH, "contoso-admin", vault(""));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.response().getHeader("Retry-After")).isEqualTo("2");
        slice.installation.trail.reopen();
        assertThat(slice.send("GET", FRESH, "contoso-admin", null).status()).isEqualTo(404);
    }

    static String policiesUrl(String change) {
        return VAULTS + "/contoso-demo/accessPolicies/" + change + VERSION;
    }

    static String policies(String key) {
        return """
        {"properties": {"accessPolicies": [{"tenantId": "11111111-1111-4111-8111-111111111111",
          "objectId": "app", "permissions": {"keys": ["%s"]}}]}}\
        """
                .formatted(key);
    }
}
