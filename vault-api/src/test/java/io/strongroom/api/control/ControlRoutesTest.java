package io.strongroom.api.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.arm.ControlRoute;
import io.strongroom.api.arm.ControlSlice;
import io.strongroom.core.audit.Action;
import io.strongroom.core.permission.Right;
import org.junit.jupiter.api.Test;

class ControlRoutesTest {
    private static final int LARGE = 2 * 1024 * 1024;
    private static final String SUBSCRIPTION = "/subscriptions/{subscription}";
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/{group}";
    private static final String PROVIDER = "/providers/Microsoft.KeyVault";
    private static final String VAULT = GROUP + PROVIDER + "/vaults/{vault}";

    @Test
    void every_route_of_the_control_plane_is_listed_with_its_name_in_the_log() {
        ControlSlice slice = ControlSlices.all();

        assertThat(slice.routes.all())
                .containsExactlyInAnyOrder(
                        new ControlRoute(
                                "GET",
                                VAULT + "/keys/{key}/blockedAlgorithms",
                                Action.KEY_BLOCK_LIST,
                                Right.BLOCKED_ALGORITHMS_READ),
                        new ControlRoute(
                                "DELETE",
                                VAULT + "/keys/{key}/blockedAlgorithms/{algorithm}",
                                Action.KEY_BLOCK_CLEAR,
                                Right.BLOCKED_ALGORITHMS_CLEAR),
                        new ControlRoute(
                                "GET",
                                "/subscriptions",
                                Action.SUBSCRIPTION_LIST,
                                Right.SUBSCRIPTIONS_READ),
                        new ControlRoute(
                                "GET",
                                SUBSCRIPTION,
                                Action.SUBSCRIPTION_LIST,
                                Right.SUBSCRIPTIONS_READ),
                        new ControlRoute(
                                "GET",
                                SUBSCRIPTION + "/locations",
                                Action.SUBSCRIPTION_LIST,
                                Right.SUBSCRIPTIONS_READ),
                        new ControlRoute(
                                "GET",
                                SUBSCRIPTION + "/resources",
                                Action.VAULT_LIST,
                                Right.VAULTS_READ),
                        new ControlRoute(
                                "GET",
                                SUBSCRIPTION + "/resourceGroups",
                                Action.SUBSCRIPTION_LIST,
                                Right.SUBSCRIPTIONS_READ),
                        new ControlRoute(
                                "GET", GROUP, Action.SUBSCRIPTION_LIST, Right.SUBSCRIPTIONS_READ),
                        new ControlRoute(
                                "HEAD", GROUP, Action.SUBSCRIPTION_LIST, Right.SUBSCRIPTIONS_READ),
                        new ControlRoute(
                                "GET", PROVIDER + "/operations", Action.SUBSCRIPTION_LIST, null),
                        new ControlRoute(
                                "GET",
                                SUBSCRIPTION + PROVIDER,
                                Action.SUBSCRIPTION_LIST,
                                Right.SUBSCRIPTIONS_READ),
                        new ControlRoute(
                                "POST",
                                SUBSCRIPTION + PROVIDER + "/checkNameAvailability",
                                Action.VAULT_NAME_CHECK,
                                Right.VAULT_NAMES_CHECK,
                                4096),
                        new ControlRoute(
                                "GET",
                                SUBSCRIPTION + PROVIDER + "/managedHSMs",
                                Action.VAULT_LIST,
                                Right.SUBSCRIPTIONS_READ),
                        new ControlRoute(
                                "GET",
                                SUBSCRIPTION + PROVIDER + "/deletedManagedHSMs",
                                Action.VAULT_LIST,
                                Right.SUBSCRIPTIONS_READ),
                        new ControlRoute(
                                "GET",
                                GROUP + PROVIDER + "/managedHSMs",
                                Action.VAULT_LIST,
                                Right.SUBSCRIPTIONS_READ),
                        new ControlRoute(
                                "GET",
                                SUBSCRIPTION + PROVIDER + "/vaults",
                                Action.VAULT_LIST,
                                Right.VAULTS_READ),
                        new ControlRoute(
                                "GET",
                                GROUP + PROVIDER + "/vaults",
                                Action.VAULT_LIST,
                                Right.VAULTS_READ),
                        new ControlRoute("GET", VAULT, Action.VAULT_GET, Right.VAULTS_READ),
                        new ControlRoute("PUT", VAULT, Action.VAULT_PUT, Right.VAULTS_WRITE, LARGE),
                        new ControlRoute(
                                "PATCH", VAULT, Action.VAULT_PATCH, Right.VAULTS_WRITE, LARGE),
                        new ControlRoute("DELETE", VAULT, Action.VAULT_DELETE, Right.VAULTS_DELETE),
                        new ControlRoute(
                                "PUT",
                                VAULT + "/accessPolicies/{change}",
                                Action.VAULT_ACCESS_POLICY_PUT,
                                Right.VAULTS_ACCESS_POLICIES_WRITE,
                                LARGE),
                        new ControlRoute("*", "/**", Action.UNKNOWN, null),
                        new ControlRoute("OPTIONS", "/**", Action.UNKNOWN, null));
    }
}
