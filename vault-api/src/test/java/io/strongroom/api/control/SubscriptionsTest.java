package io.strongroom.api.control;

import static io.strongroom.api.control.ControlSlices.SUBSCRIPTION;
import static io.strongroom.api.control.ControlSlices.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.arm.ControlSlice;
import io.strongroom.api.arm.ControlSlice.Answer;
import io.strongroom.core.audit.Action;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SubscriptionsTest {
    private static final String RESOURCES = "?api-version=2021-04-01";
    private final ControlSlice slice = ControlSlices.all();

    @Test
    void an_administrator_sees_the_own_subscriptions() {
        Answer answer =
                slice.send("GET", "/subscriptions?api-version=2019-11-01", "contoso-admin", null);

        assertThat(answer.json())
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"value": [{"id": "/subscriptions/11111111-aaaa-4111-8111-111111111111",
                                          "authorizationSource": "RoleBased", "managedByTenants": [],
                                          "subscriptionId": "11111111-aaaa-4111-8111-111111111111",
                                          "tenantId": "11111111-1111-4111-8111-111111111111", "displayName": "Subscription",
                                          "state": "Enabled", "subscriptionPolicies": {
                                            "locationPlacementId": "Public_2014-09-01", "quotaId": "PayAsYouGo_2014-09-01",
                                            "spendingLimit": "Off"}}]}
                                        """));
        assertThat(slice.installation.trail.last().action()).isEqualTo(Action.SUBSCRIPTION_LIST);
    }

    @Test
    void who_has_no_role_sees_no_subscription() {
        Answer answer =
                slice.send("GET", "/subscriptions?api-version=2019-11-01", "contoso-nobody", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(JsonMapper.shared().readTree("{\"value\": []}"));
        assertThat(slice.installation.trail.last().action()).isEqualTo(Action.SUBSCRIPTION_LIST);
    }

    @Test
    void a_subscription_is_read_by_its_id() {
        Answer answer = slice.send("GET", SUBSCRIPTION + RESOURCES, "contoso-admin", null);

        assertThat(answer.json().path("subscriptionId").asString())
                .isEqualTo("11111111-aaaa-4111-8111-111111111111");
    }

    @Test
    void a_foreign_subscription_is_not_there() {
        assertThat(slice.send("GET", SUBSCRIPTION + RESOURCES, "fabrikam-admin", null).code())
                .isEqualTo("SubscriptionNotFound");
    }

    @Test
    void resource_groups_are_listed_and_read() {
        Answer list =
                slice.send(
                        "GET", SUBSCRIPTION + "/resourcegroups" + RESOURCES, "contoso-admin", null);
        Answer one =
                slice.send(
                        "GET",
                        SUBSCRIPTION + "/resourcegroups/MAIN" + RESOURCES,
                        "contoso-admin",
                        null);

        assertThat(list.json().findValuesAsString("name")).containsExactly("main", "second");
        assertThat(one.json())
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"id": "/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups/main",
                                         "name": "main", "type": "Microsoft.Resources/resourceGroups", "location": "local",
                                         "properties": {"provisioningState": "Succeeded"}}
                                        """));
    }

    @Test
    void whether_a_resource_group_is_there_is_asked_by_head() {
        String group = SUBSCRIPTION + "/resourcegroups/main" + RESOURCES;
        String none = SUBSCRIPTION + "/resourcegroups/none" + RESOURCES;

        assertThat(slice.send("HEAD", group, "contoso-admin", null).status()).isEqualTo(204);
        assertThat(slice.send("HEAD", none, "contoso-admin", null).status()).isEqualTo(404);
    }

    @Test
    void the_locations_are_those_of_the_installation() {
        Answer answer =
                slice.send("GET", SUBSCRIPTION + "/locations" + RESOURCES, "contoso-admin", null);

        assertThat(answer.json().findValuesAsString("name")).containsExactly("local", "local2");
    }

    @Test
    void the_provider_tells_its_api_versions() {
        Answer answer =
                slice.send(
                        "GET",
                        SUBSCRIPTION + "/providers/Microsoft.KeyVault" + RESOURCES,
                        "contoso-admin",
                        null);

        assertThat(answer.json().path("registrationState").asString()).isEqualTo("Registered");
        assertThat(answer.json().at("/resourceTypes/0/resourceType").asString())
                .isEqualTo("vaults");
        assertThat(answer.json().at("/resourceTypes/0/apiVersions").toString())
                .contains("2026-02-01");
    }

    @Test
    void the_provider_tells_its_operations() {
        Answer answer =
                slice.send(
                        "GET",
                        "/providers/Microsoft.KeyVault/operations" + VERSION,
                        "contoso-nobody",
                        null);

        assertThat(answer.json().at("/value/0/name").asString())
                .isEqualTo("Microsoft.KeyVault/vaults/read");
    }

    @Test
    void a_name_is_free_taken_or_no_name() {
        assertThat(check("fresh").json().toString()).isEqualTo("{\"nameAvailable\":true}");
        assertThat(check("fabrikam-demo").json().path("reason").asString())
                .isEqualTo("AlreadyExists");
        assertThat(check("no name").json().path("reason").asString())
                .isEqualTo("AccountNameInvalid");
    }

    @Test
    void what_is_not_offered_is_asked_for_with_a_token_and_recorded() {
        String url = SUBSCRIPTION + "/providers/Microsoft.Compute/virtualMachines" + VERSION;

        assertThat(slice.send("GET", url, null, null).status()).isEqualTo(401);
        assertThat(slice.send("GET", url, "contoso-admin", null).status()).isEqualTo(404);
        assertThat(slice.installation.trail.events())
                .extracting(event -> event.outcome().status())
                .containsExactly(401, 404);
    }

    private Answer check(String name) {
        return slice.send(
                "POST",
                SUBSCRIPTION + "/providers/Microsoft.KeyVault/checkNameAvailability" + VERSION,
                "contoso-admin",
                "{\"name\": \"" + name + "\", \"type\": \"Microsoft.KeyVault/vaults\"}");
    }
}
