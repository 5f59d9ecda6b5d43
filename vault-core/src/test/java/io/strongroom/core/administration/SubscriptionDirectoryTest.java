package io.strongroom.core.administration;

import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.CONTOSO_SUBSCRIPTION;
import static io.strongroom.core.Samples.FABRIKAM_SUBSCRIPTION;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.Samples.contosoOfficer;
import static io.strongroom.core.administration.AdministrationFixture.assertRefused;
import static io.strongroom.core.administration.AdministrationFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.vault.Subscription;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SubscriptionDirectoryTest {
    private final InMemoryInstallation installation = new InMemoryInstallation();
    private final SubscriptionDirectory directory = new SubscriptionDirectory();

    @Test
    void owners_and_officers_see_the_subscriptions_of_their_tenant() {
        List<Subscription> all = Samples.contoso().subscriptions();

        assertThat(list(contosoAdmin())).isEqualTo(all);
        assertThat(list(contosoOfficer())).isEqualTo(all).hasSize(1);
        assertThat(installation.trail.last().target()).isEqualTo(Target.of(CONTOSO));
    }

    @Test
    void a_caller_without_a_role_sees_none() {
        assertThat(list(contosoApp())).isEmpty();
    }

    @Test
    void a_list_is_dropped_when_the_role_is_taken_meanwhile() {
        AtomicInteger runs = new AtomicInteger();

        List<Subscription> seen =
                installation
                        .administer(
                                Action.SUBSCRIPTION_LIST,
                                contosoAdmin(),
                                visit -> {
                                    Decided<List<Subscription>> decided = directory.list(visit);
                                    if (runs.incrementAndGet() == 1) {
                                        installation.removeRoles(CONTOSO);
                                    }
                                    return decided;
                                })
                        .value();

        assertThat(seen).isEmpty();
    }

    @Test
    void a_subscription_is_read_with_its_resource_groups() {
        Subscription read = get(contosoOfficer(), CONTOSO_SUBSCRIPTION);

        assertThat(read.id()).isEqualTo(CONTOSO_SUBSCRIPTION);
        assertThat(read.resourceGroups()).containsExactly("main", "second");
        assertThat(installation.trail.last().target())
                .isEqualTo(
                        Target.resource(CONTOSO, "/subscriptions/" + CONTOSO_SUBSCRIPTION, null));
    }

    @Test
    void a_subscription_is_read_by_owners_and_officers_only() {
        assertThat(get(contosoAdmin(), CONTOSO_SUBSCRIPTION).id()).isEqualTo(CONTOSO_SUBSCRIPTION);
        assertRefused(403, "AuthorizationFailed", () -> get(contosoApp(), CONTOSO_SUBSCRIPTION));
    }

    @Test
    void a_foreign_subscription_is_answered_like_one_that_is_not_there() {
        SubscriptionId nowhere = new SubscriptionId(UUID.randomUUID());

        assertThat(refusal(() -> get(contosoAdmin(), FABRIKAM_SUBSCRIPTION)))
                .contains("SubscriptionNotFound")
                .isEqualTo(
                        refusal(() -> get(contosoAdmin(), nowhere))
                                .replace(nowhere.toString(), FABRIKAM_SUBSCRIPTION.toString()));
    }

    @Test
    void a_resource_group_is_found_without_case_and_named_as_it_was_created() {
        assertThat(group(contosoOfficer(), CONTOSO_SUBSCRIPTION, "MAIN")).isEqualTo("main");
    }

    @Test
    void an_unknown_resource_group_is_not_found() {
        assertRefused(
                404,
                "ResourceGroupNotFound",
                () -> group(contosoAdmin(), CONTOSO_SUBSCRIPTION, "none"));
        assertThatThrownBy(() -> group(contosoAdmin(), CONTOSO_SUBSCRIPTION, "none"))
                .hasMessage("Resource group 'none' could not be found.");
        assertRefused(
                404,
                "SubscriptionNotFound",
                () -> group(contosoAdmin(), FABRIKAM_SUBSCRIPTION, "main"));
        assertRefused(
                403,
                "AuthorizationFailed",
                () -> group(contosoApp(), CONTOSO_SUBSCRIPTION, "none"));
    }

    private List<Subscription> list(Caller caller) {
        return installation.administer(Action.SUBSCRIPTION_LIST, caller, directory::list).value();
    }

    private Subscription get(Caller caller, SubscriptionId id) {
        return installation
                .administer(Action.SUBSCRIPTION_LIST, caller, visit -> directory.get(visit, id))
                .value();
    }

    private String group(Caller caller, SubscriptionId id, String name) {
        return installation
                .administer(
                        Action.SUBSCRIPTION_LIST,
                        caller,
                        visit -> directory.resourceGroup(visit, id, name))
                .value();
    }
}
