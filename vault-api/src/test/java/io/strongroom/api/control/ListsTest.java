package io.strongroom.api.control;

import static io.strongroom.api.control.ControlSlices.SUBSCRIPTION;
import static io.strongroom.api.control.ControlSlices.VAULTS;
import static io.strongroom.api.control.ControlSlices.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.arm.ControlSlice;
import io.strongroom.api.arm.ControlSlice.Answer;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.identity.VaultName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ListsTest {
    private static final String OF_SUBSCRIPTION =
            SUBSCRIPTION + "/providers/Microsoft.KeyVault/vaults" + VERSION;
    private final ControlSlice slice = ControlSlices.all();

    @Test
    void a_list_has_the_vaults_of_its_subscription_only() {
        Answer answer = slice.send("GET", OF_SUBSCRIPTION, "contoso-admin", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().findValuesAsString("id"))
                .containsExactly(VAULTS + "/contoso-demo");
        assertThat(answer.json().has("nextLink")).isFalse();
        assertThat(slice.installation.trail.last().action()).isEqualTo(Action.VAULT_LIST);
    }

    @Test
    void pages_follow_each_other_by_their_links() {
        addVault("alpha");
        addVault("beta");

        Answer first = slice.send("GET", OF_SUBSCRIPTION + "&$top=2", "contoso-admin", null);
        String link = first.json().path("nextLink").asString();
        Answer second =
                slice.send(
                        "GET",
                        link.substring("https://localhost:8443".length()),
                        "contoso-admin",
                        null);

        assertThat(link).startsWith("https://localhost:8443" + SUBSCRIPTION);
        assertThat(first.json().at("/value/0/name").asString()).isEqualTo("alpha");
        assertThat(first.json().at("/value/1/name").asString()).isEqualTo("beta");
        assertThat(second.json().at("/value/0/name").asString()).isEqualTo("contoso-demo");
        assertThat(second.json().has("nextLink")).isFalse();
    }

    @Test
    void a_resource_group_lists_its_own_vaults() {
        String second = VAULTS.replace("/main/", "/second/") + VERSION;

        assertThat(
                        slice.send("GET", VAULTS + VERSION, "contoso-admin", null)
                                .json()
                                .path("value")
                                .size())
                .isEqualTo(1);
        assertThat(slice.send("GET", second, "contoso-admin", null).json().path("value").isEmpty())
                .isTrue();
    }

    @Test
    void a_vault_is_a_resource_among_resources() {
        String url =
                SUBSCRIPTION
                        + "/resources?$filter=resourceType%20eq%20'Microsoft.KeyVault/vaults'&api-version=2015-11-01";

        Answer answer = slice.send("GET", url, "contoso-admin", null);

        assertThat(answer.json())
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"value": [{"id": "/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups/main/providers/Microsoft.KeyVault/vaults/contoso-demo",
                                          "name": "contoso-demo", "type": "Microsoft.KeyVault/vaults", "location": "local",
                                          "tags": {"environment": "test"}}]}
                                        """));
    }

    @Test
    void a_filter_that_is_not_understood_is_refused() {
        String url = SUBSCRIPTION + "/resources?$filter=tagName%20eq%20'a'&api-version=2015-11-01";

        Answer answer = slice.send("GET", url, "contoso-admin", null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("InvalidFilterInQueryString");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "", "99999999999"})
    void a_page_size_that_makes_no_sense_is_refused(String top) {
        assertThat(
                        slice.send("GET", OF_SUBSCRIPTION + "&$top=" + top, "contoso-admin", null)
                                .status())
                .isEqualTo(400);
    }

    @Test
    void an_officer_sees_which_vaults_there_are() {
        assertThat(slice.send("GET", OF_SUBSCRIPTION, "contoso-officer", null).status())
                .isEqualTo(200);
    }

    @Test
    void an_application_does_not_see_which_vaults_there_are() {
        assertThat(slice.send("GET", OF_SUBSCRIPTION, "contoso-app", null).code())
                .isEqualTo("AuthorizationFailed");
    }

    @Test
    void a_foreign_administrator_lists_nothing() {
        assertThat(slice.send("GET", OF_SUBSCRIPTION, "fabrikam-admin", null).code())
                .isEqualTo("SubscriptionNotFound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SUBSCRIPTION + "/providers/Microsoft.KeyVault/managedHSMs",
                SUBSCRIPTION + "/providers/Microsoft.KeyVault/deletedManagedHSMs",
                SUBSCRIPTION + "/resourceGroups/main/providers/Microsoft.KeyVault/managedHSMs"
            })
    void there_are_no_managed_hsms(String path) {
        Answer answer = slice.send("GET", path + VERSION, "contoso-admin", null);

        assertThat(answer.json().toString()).isEqualTo("{\"value\":[]}");
    }

    private void addVault(String name) {
        slice.installation.store.commit(
                slice.installation.vaults.add(
                        Samples.vault(Samples.contoso(), new VaultName(name))));
    }
}
