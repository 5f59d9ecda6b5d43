package io.strongroom.core.operation;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryStore;
import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.RecordingAuditTrail;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.TenantId;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class AnonymousRefusalsTest {
    private static final Target VAULT = vault("contoso-demo");
    private final VaultException noToken =
            new VaultException.Challenge(Problem.UNAUTHORIZED, "no token");
    private final VaultException badToken = new VaultException(Problem.UNAUTHORIZED, "bad token");
    private final RecordingAuditTrail trail = new RecordingAuditTrail(new InMemoryStore());
    private final AnonymousRefusals refusals = new AnonymousRefusals(trail);
    private final AuditedOperations operations = new AuditedOperations(trail, refusals);

    @Test
    void the_first_is_recorded_before_its_answer() {
        refuse(VAULT, "192.0.2.1", noToken);

        assertThat(onlyEvent().outcome().signature()).isEqualTo("Challenge");
        assertThat(onlyEvent().details()).isEmpty();
        refusals.flush();
        assertThat(trail.events()).hasSize(1);
    }

    @Test
    void the_rest_of_a_period_is_one_record_with_their_number() {
        for (int i = 0; i < 10_000; i++) {
            refuse(VAULT, "192.0.2.1", noToken);
        }
        assertThat(trail.events()).hasSize(1);
        refusals.flush();

        assertThat(trail.events()).hasSize(2);
        assertThat(trail.last().details()).containsEntry("count", "9999");
        assertThat(trail.last().target()).isEqualTo(VAULT);
        assertThat(trail.last().caller()).isNull();
        assertThat(refusals.counted()).isEqualTo(9_999);
    }

    @Test
    void each_period_begins_with_a_record() {
        for (int i = 0; i < 3; i++) {
            refuse(VAULT, "192.0.2.1", noToken);
            refuse(VAULT, "192.0.2.1", noToken);
            refusals.flush();
        }

        assertThat(counts()).containsExactly(1L, 1L, 1L, 1L, 1L, 1L);
    }

    @Test
    void vaults_addresses_and_reasons_are_told_apart() {
        for (int i = 0; i < 5; i++) {
            refuse(VAULT, "192.0.2.1", noToken);
            refuse(VAULT, "192.0.2.1", badToken);
            refuse(VAULT, "192.0.2.2", noToken);
            refuse(vault("contoso-other"), "192.0.2.1", noToken);
        }
        refusals.flush();

        assertThat(counts()).containsExactly(1L, 1L, 1L, 1L, 4L, 4L, 4L, 4L);
    }

    @Test
    void names_of_vaults_that_do_not_exist_are_not_told_apart() {
        VaultException notFound = new VaultException(Problem.VAULT_NOT_FOUND, "no such vault");
        for (int i = 0; i < 100; i++) {
            refuse(Target.resource(TenantId.NONE, "", "no-" + i), "192.0.2.1", notFound);
        }
        refusals.flush();

        assertThat(counts()).containsExactly(1L, 99L);
    }

    @Test
    void beyond_a_number_of_kinds_tenant_and_reason_alone_are_told_apart() {
        for (int i = 0; i < AnonymousRefusals.MAX_KINDS + 2000; i++) {
            refuse(VAULT, "address " + i, i % 2 == 0 ? noToken : badToken);
        }
        assertThat(trail.events()).hasSize(AnonymousRefusals.MAX_KINDS);
        refusals.flush();

        assertThat(trail.events()).hasSize(AnonymousRefusals.MAX_KINDS + 2);
        assertThat(counts()).endsWith(1L, 1000L, 1000L);
        assertThat(trail.last().target()).isEqualTo(Target.of(Samples.CONTOSO));
    }

    @Test
    void the_last_kind_that_is_told_apart_is_recorded_by_itself_and_the_next_is_not() {
        for (int i = 0; i < AnonymousRefusals.MAX_KINDS; i++) {
            refuse(VAULT, "address " + i, noToken);
            assertThat(trail.events()).hasSize(i + 1);
        }

        refuse(VAULT, "one more", noToken);
        assertThat(trail.events()).hasSize(AnonymousRefusals.MAX_KINDS);
    }

    @Test
    void a_refusal_of_a_caller_is_always_recorded_by_itself() {
        for (int i = 0; i < 5; i++) {
            refuse(
                    "192.0.2.1",
                    new VaultException(Problem.FORBIDDEN_BY_POLICY, "no"),
                    evidence -> evidence.by(Samples.contosoApp()));
        }

        assertThat(trail.events()).hasSize(5);
    }

    @Test
    void an_integrity_violation_is_always_recorded_by_itself() {
        for (int i = 0; i < 5; i++) {
            refuse(VAULT, "192.0.2.1", new VaultException.Integrity("a row was edited"));
        }

        assertThat(trail.events()).hasSize(5);
    }

    @Test
    void nothing_is_counted_while_no_records_are_taken() {
        refuse(VAULT, "192.0.2.1", noToken);
        trail.close();

        assertThatThrownBy(() -> perform("192.0.2.1", evidence -> evidence.about(VAULT), noToken))
                .is(refused(503));
        assertThat(refusals.counted()).isZero();
    }

    @Test
    void what_cannot_be_stored_is_stored_later() {
        refuse(VAULT, "192.0.2.1", noToken);
        refuse(VAULT, "192.0.2.1", noToken);
        trail.lose();
        refusals.flush();
        trail.close();
        refusals.flush();
        assertThat(trail.events()).hasSize(1);
        trail.reopen();
        refuse(VAULT, "192.0.2.1", noToken);

        refusals.flush();
        assertThat(counts()).containsExactly(1L, 2L);
    }

    @Test
    void closing_stores_what_was_counted() {
        refuse(VAULT, "192.0.2.1", noToken);
        refuse(VAULT, "192.0.2.1", noToken);
        refusals.close();

        assertThat(counts()).containsExactly(1L, 1L);
    }

    private void refuse(Target about, String address, VaultException refusal) {
        refuse(address, refusal, evidence -> evidence.about(about));
    }

    private void refuse(String address, VaultException refusal, Consumer<Evidence> known) {
        assertThatThrownBy(() -> perform(address, known, refusal)).isSameAs(refusal);
    }

    private void perform(String address, Consumer<Evidence> known, VaultException refusal) {
        operations.perform(
                Action.KEY_SIGN,
                from(address),
                evidence -> {
                    known.accept(evidence);
                    throw refusal;
                });
    }

    private static RequestFacts from(String address) {
        RequestFacts sample = Samples.request();
        return new RequestFacts(
                sample.correlationId(),
                sample.method(),
                sample.uri(),
                sample.apiVersion(),
                address,
                sample.userAgent(),
                sample.received(),
                sample.receivedNanos());
    }

    private static Target vault(String name) {
        return Target.resource(Samples.CONTOSO, "/vaults/" + name, name);
    }

    /// For how many requests each record stands, oldest first.
    private List<Long> counts() {
        return trail.events().stream()
                .map(event -> Long.valueOf(event.details().getOrDefault("count", "1")))
                .toList();
    }

    private AuditEvent onlyEvent() {
        assertThat(trail.events()).hasSize(1);
        return trail.last();
    }
}
