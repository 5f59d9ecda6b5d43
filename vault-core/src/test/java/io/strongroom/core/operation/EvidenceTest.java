package io.strongroom.core.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Guard;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class EvidenceTest {
    private final Evidence evidence = new Evidence(Samples.request(), false);

    @Test
    void at_first_nothing_is_known() {
        assertThat(evidence.target()).isEqualTo(Target.of(TenantId.NONE));
        assertThat(evidence.caller()).isNull();
        assertThat(evidence.guards()).isEmpty();
        assertThat(evidence.details()).isEmpty();
    }

    @Test
    void what_is_relied_on_twice_is_one_guard() {
        Guard vault = new Guard(UUID.randomUUID(), 1);
        Guard key = new Guard(UUID.randomUUID(), 1);

        evidence.rely(vault);
        evidence.rely(key);
        evidence.rely(new Guard(vault.subject(), 1));

        assertThat(evidence.guards()).containsExactly(vault, key);
    }

    @Test
    void two_generations_of_one_thing_are_two_guards() {
        UUID vault = UUID.randomUUID();

        evidence.rely(new Guard(vault, 1));
        evidence.rely(new Guard(vault, 2));

        assertThat(evidence.guards()).containsExactly(new Guard(vault, 1), new Guard(vault, 2));
    }

    @Test
    void the_last_target_is_the_one_that_is_recorded() {
        evidence.about(Target.of(Samples.CONTOSO));
        evidence.about(Target.of(Samples.FABRIKAM));

        assertThat(evidence.target()).isEqualTo(Target.of(Samples.FABRIKAM));
    }
}
