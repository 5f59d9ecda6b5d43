package io.strongroom.core.access;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.Samples.policy;
import static io.strongroom.core.identity.VaultCollection.KEYS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class VisitTest {
    private static final ObjectName SIGNING = new ObjectName("signing");
    private final InMemoryInstallation installation = new InMemoryInstallation();

    /// The rights on the objects of a vault.
    static Stream<Right> dataPlane() {
        return Arrays.stream(Right.values()).filter(right -> right.collection() != null);
    }

    static Stream<Right> allButSigning() {
        return dataPlane().filter(right -> right != Right.KEYS_SIGN);
    }

    @BeforeEach
    void allowTheApplicationToSign() {
        installation.policies(CONTOSO_VAULT, policy(APP, Right.KEYS_SIGN));
    }

    @ParameterizedTest
    @MethodSource("dataPlane")
    void an_owner_has_no_right_on_the_objects_of_the_tenants_vaults(Right right) {
        assertRefused(Samples.contosoAdmin(), right);
    }

    @ParameterizedTest
    @MethodSource("dataPlane")
    void an_owner_has_the_rights_of_their_policy(Right right) {
        installation.policies(CONTOSO_VAULT, policy(Samples.ADMIN, right));

        assertThatCode(() -> require(Samples.contosoAdmin(), right, SIGNING))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("dataPlane")
    void a_stranger_an_officer_and_nobody_have_no_right(Right right) {
        assertRefused(Samples.contosoNobody(), right);
        assertRefused(Samples.contosoOfficer(), right);
        assertRefused(Samples.fabrikamAdmin(), right);
        assertRefused(Samples.fabrikamApp(), right);
    }

    @ParameterizedTest
    @MethodSource("allButSigning")
    void an_application_has_only_the_rights_of_its_policy(Right right) {
        require(contosoApp(), Right.KEYS_SIGN, SIGNING);

        assertRefused(contosoApp(), right);
    }

    @Test
    void a_policy_holds_for_the_whole_collection() {
        assertThatCode(() -> require(contosoApp(), Right.KEYS_SIGN, null))
                .doesNotThrowAnyException();
    }

    @Test
    void a_refusal_says_who_may_not_do_what_where() {
        assertThatThrownBy(() -> require(contosoApp(), Right.KEYS_WRAP_KEY, SIGNING))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal -> {
                            assertThat(refusal.status()).isEqualTo(403);
                            assertThat(refusal.problem().code()).isEqualTo("Forbidden");
                            assertThat(refusal.problem().innerCode())
                                    .isEqualTo("ForbiddenByPolicy");
                        })
                .hasMessage(
                        "The user, group or application 'appid=client-of-app;oid=app;numgroups=0;iss=https://login.localhost/11111111-1111-4111-8111-111111111111' does not have keys wrapKey permission on key vault 'contoso-demo;location=local'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287");
    }

    @Test
    void a_refusal_of_a_user_names_no_application() {
        Caller user =
                new Caller(Samples.CONTOSO, Samples.NOBODY, null, "nobody@contoso.example", "iss");

        assertThatThrownBy(() -> require(user, Right.KEYS_GET, SIGNING))
                .hasMessageStartingWith(
                        "The user, group or application 'oid=nobody;numgroups=0;iss=iss' does not have keys get permission");
    }

    @Test
    void a_refusal_is_the_same_for_each_object_and_for_the_collection() {
        assertThatThrownBy(() -> require(contosoApp(), Right.KEYS_GET, SIGNING))
                .hasMessage(messageOf(contosoApp(), new ObjectName("nothing-here")))
                .hasMessage(messageOf(contosoApp(), null));
    }

    @Test
    void a_right_that_is_taken_meanwhile_drops_the_result() {
        assertThatThrownBy(() ->
                        requireThen(
                                Right.KEYS_SIGN,
                                () -> installation.policies(CONTOSO_VAULT, policy(APP))))
                .is(refused(403));

        assertThat(signatures()).containsExactly(Outcome.DROPPED.signature(), "ForbiddenByPolicy");
    }

    @Test
    void a_right_that_is_given_meanwhile_drops_the_refusal() {
        requireAfter(
                Right.KEYS_GET,
                () -> installation.policies(CONTOSO_VAULT, policy(APP, Right.KEYS_GET)));

        assertThat(signatures()).containsExactly(Outcome.DROPPED.signature(), "OK");
    }

    @Test
    void the_record_names_the_object_and_its_version() {
        VersionId version = new VersionId(new UUID(0, 1));

        visit(contosoApp(), visit -> visit.about(KEYS, SIGNING, version));

        Target target = installation.trail.last().target();
        assertThat(target.tenant()).isEqualTo(Samples.CONTOSO);
        assertThat(target.resourceId()).isEqualTo(Samples.contosoVault().resourceId());
        assertThat(target.vault()).isEqualTo("contoso-demo");
        assertThat(target.collection()).isEqualTo("keys");
        assertThat(target.object()).isEqualTo("signing");
        assertThat(target.version()).isEqualTo("0".repeat(31) + "1");
    }

    @Test
    void an_object_is_recorded_before_the_caller_is_known() {
        installation.perform(
                Action.KEY_SIGN,
                evidence -> {
                    installation.door.open(CONTOSO_VAULT, evidence);
                    Visit.about(evidence, KEYS, SIGNING, null);
                    return Decided.answer("done");
                });

        Target target = installation.trail.last().target();
        assertThat(target.vault()).isEqualTo("contoso-demo");
        assertThat(target.collection()).isEqualTo("keys");
        assertThat(target.object()).isEqualTo("signing");
        assertThat(target.version()).isNull();
        assertThat(installation.trail.last().caller()).isNull();
    }

    @Test
    void the_record_of_a_refusal_names_the_object() {
        assertThatThrownBy(() ->
                        visit(
                                contosoApp(),
                                visit -> {
                                    visit.about(KEYS, SIGNING, null);
                                    visit.require(Right.KEYS_GET, SIGNING);
                                }))
                .is(refused(403));

        assertThat(installation.trail.last().target().object()).isEqualTo("signing");
        assertThat(installation.trail.last().target().version()).isNull();
        assertThat(installation.trail.last().caller()).isEqualTo(contosoApp());
    }

    private void assertRefused(Caller caller, Right right) {
        assertThatThrownBy(() -> require(caller, right, SIGNING))
                .is(refused(403))
                .hasMessageContaining(
                        " does not have %s %s permission on key vault 'contoso-demo;",
                        requireNonNull(right.collection()).wireName(), right.policyName());
    }

    private String messageOf(Caller caller, @Nullable ObjectName name) {
        try {
            require(caller, Right.KEYS_GET, name);
            return "";
        } catch (VaultException refusal) {
            return refusal.description();
        }
    }

    private void require(Caller caller, Right right, @Nullable ObjectName name) {
        visit(caller, visit -> visit.require(right, name));
    }

    /// Requires the right, and then something happens, once.
    private void requireThen(Right right, Runnable somethingHappens) {
        AtomicInteger runs = new AtomicInteger();
        visit(
                contosoApp(),
                visit -> {
                    visit.require(right, SIGNING);
                    if (runs.incrementAndGet() == 1) {
                        somethingHappens.run();
                    }
                });
    }

    /// Requires the right in the vault as it was before something happened, once.
    private void requireAfter(Right right, Runnable somethingHappens) {
        AtomicInteger runs = new AtomicInteger();
        visit(
                contosoApp(),
                visit -> {
                    if (runs.incrementAndGet() == 1) {
                        somethingHappens.run();
                    }
                    visit.require(right, SIGNING);
                });
    }

    private void visit(Caller caller, Consumer<Visit> what) {
        installation.perform(
                Action.KEY_SIGN,
                caller,
                CONTOSO_VAULT,
                visit -> {
                    what.accept(visit);
                    return Decided.answer("done");
                });
    }

    private Stream<String> signatures() {
        return installation.trail.events().stream().map(event -> event.outcome().signature());
    }
}
