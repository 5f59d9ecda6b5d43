package io.strongroom.api.control;

import static io.strongroom.api.control.ControlSlices.DEMO;
import static io.strongroom.api.control.VaultControllerTest.policies;
import static io.strongroom.api.control.VaultControllerTest.policiesUrl;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.arm.ControlSlice;
import io.strongroom.api.arm.ControlSlice.Answer;
import io.strongroom.core.audit.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AccessPolicyTest {
    private final ControlSlice slice = ControlSlices.all();

    @Test
    void an_added_policy_is_answered_and_joins_what_is_there() {
        slice.send("PUT", policiesUrl("add"), "contoso-admin", policies("sign"));

        Answer answer = slice.send("PUT", policiesUrl("ADD"), "contoso-admin", policies("Get"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json())
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"id": "/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups/main/providers/Microsoft.KeyVault/vaults/contoso-demo/accessPolicies/",
                                         "name": "contoso-demo", "type": "Microsoft.KeyVault/vaults/accessPolicies",
                                         "location": "local",
                                         "properties": {"accessPolicies": [{"tenantId": "11111111-1111-4111-8111-111111111111",
                                           "objectId": "app", "permissions": {"keys": ["sign", "get"], "secrets": [],
                                             "certificates": [], "storage": []}}]}}
                                        """));
        assertThat(slice.installation.trail.last().action())
                .isEqualTo(Action.VAULT_ACCESS_POLICY_PUT);
    }

    @Test
    void replace_and_remove_do_what_they_say() {
        slice.send("PUT", policiesUrl("add"), "contoso-admin", policies("sign"));

        Answer replaced =
                slice.send("PUT", policiesUrl("replace"), "contoso-admin", policies("verify"));
        Answer removed =
                slice.send("PUT", policiesUrl("remove"), "contoso-admin", policies("verify"));

        assertThat(replaced.json().at("/properties/accessPolicies/0/permissions/keys").toString())
                .isEqualTo("[\"verify\"]");
        assertThat(removed.json().at("/properties/accessPolicies").isEmpty()).isTrue();
    }

    @Test
    void all_permissions_do_not_include_purge() {
        slice.send("PUT", policiesUrl("add"), "contoso-admin", policies("all"));

        Answer vault = slice.send("GET", DEMO, "contoso-admin", null);

        assertThat(vault.json().at("/properties/accessPolicies/0/permissions/keys").toString())
                .contains("sign", "delete")
                .doesNotContain("purge");
    }

    @Test
    void a_right_that_does_not_exist_is_refused_with_those_that_do() {
        Answer answer = slice.send("PUT", policiesUrl("add"), "contoso-admin", policies("signn"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asString())
                .startsWith(
                        "An invalid value 'signn' was provided for 'permissions.keys'. Possible"
                                + " values are: all, encrypt, decrypt, wrapKey, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<script>", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void what_is_no_word_is_not_repeated(String right) {
        Answer answer = slice.send("PUT", policiesUrl("add"), "contoso-admin", policies(right));

        assertThat(answer.json().at("/error/message").asString())
                .startsWith("An invalid value was provided for 'permissions.keys'. Possible");
    }

    @Test
    void rights_on_storage_accounts_are_dropped() {
        String body = policies("get").replace("\"keys\"", "\"storage\": [\"all\"], \"keys\"");

        Answer answer = slice.send("PUT", policiesUrl("add"), "contoso-admin", body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/properties/accessPolicies/0/permissions/storage").isEmpty())
                .isTrue();
    }

    @Test
    void an_unknown_change_is_refused() {
        assertThat(
                        slice.send("PUT", policiesUrl("move"), "contoso-admin", policies("get"))
                                .status())
                .isEqualTo(404);
    }

    @Test
    void a_policy_for_a_principal_of_another_tenant_is_refused() {
        String body = policies("get").replace("11111111-1111", "22222222-1111");

        Answer answer = slice.send("PUT", policiesUrl("add"), "contoso-admin", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("is not the tenant of the subscription");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"properties\": {}}",
                "{\"properties\": {\"accessPolicies\": [{}]}}",
                "{\"properties\": {\"accessPolicies\": [{\"tenantId\": \"adfs\", \"permissions\": {}}]}}",
                "{\"properties\": {\"accessPolicies\": [{\"tenantId\": \"adfs\", \"objectId\": \" \", \"permissions\": {}}]}}",
                "{\"properties\": {\"accessPolicies\": [{\"tenantId\": \"adfs\", \"objectId\": \"app\"}]}}",
                "{\"properties\": {\"accessPolicies\": [{\"tenantId\": \"adfs\", \"objectId\": \"app\", \"permissions\": {\"keys\": [\"fly\"]}}]}}"
            })
    void an_incomplete_or_wrong_policy_is_refused(String body) {
        assertThat(slice.send("PUT", policiesUrl("add"), "contoso-admin", body).status())
                .isEqualTo(400);
    }
}
