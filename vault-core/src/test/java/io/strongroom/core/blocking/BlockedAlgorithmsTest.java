package io.strongroom.core.blocking;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.administration.VaultPlace;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.operation.Decided.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BlockedAlgorithmsTest {
    private static final ObjectName NAME = new ObjectName("Signing");
    private static final VaultPlace DEMO =
            new VaultPlace(
                    Samples.contosoVault().subscription(),
                    Samples.contosoVault().resourceGroup(),
                    CONTOSO_VAULT);
    private final InMemoryInstallation installation = new InMemoryInstallation();
    private final BlockedAlgorithms blocked =
            new BlockedAlgorithms(
                    installation.administration, installation.keys, installation.failures);

    @BeforeEach
    void block() {
        KeyVersion version =
                Samples.keyVersion(
                        installation.vault(CONTOSO_VAULT), "Signing", new KeySpec.Ec(Curve.P_256));
        Key key = new Key(version.key(), UUID.randomUUID(), version.id(), 1);
        installation.store.commit(installation.keys.add(key, version));
        installation.store.commit(
                installation.keys.replace(key, key.withBlocked(Set.of("RSA1_5", "A256CBC"))));
    }

    @Test
    void what_is_blocked_is_listed_by_name() {
        assertThat(list(contosoAdmin())).containsExactly("A256CBC", "RSA1_5");
        assertThat(installation.trail.last().action()).isEqualTo(Action.KEY_BLOCK_LIST);
    }

    @Test
    void a_block_that_is_cleared_is_gone_with_the_failures_of_the_day() {
        installation.failures.add(CONTOSO, key().subject(), "RSA1_5");

        assertThat(clear(contosoAdmin(), "RSA1_5").status()).isEqualTo(200);

        assertThat(key().blocked()).containsExactly("A256CBC");
        assertThat(installation.failures.add(CONTOSO, key().subject(), "RSA1_5")).isEqualTo(1);
        AuditEvent event = installation.trail.last();
        assertThat(event.action()).isEqualTo(Action.KEY_BLOCK_CLEAR);
        assertThat(event.target().vault()).isEqualTo("contoso-demo");
        assertThat(event.target().object()).isEqualTo("Signing");
        assertThat(event.details()).isEqualTo(Map.of("algorithm", "RSA1_5"));
    }

    @Test
    void what_is_not_blocked_needs_no_clearing() {
        Answer<Boolean> answer = clear(contosoAdmin(), "RSA-OAEP");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(key().generation()).isEqualTo(2);
    }

    @Test
    void only_an_owner_clears_or_lists() {
        for (Caller caller : List.of(contosoApp(), Samples.contosoOfficer())) {
            assertThatThrownBy(() -> clear(caller, "RSA1_5"))
                    .is(refused(Problem.AUTHORIZATION_FAILED))
                    .hasMessageContaining(
                            "Strongroom.KeyVault/vaults/keys/blockedAlgorithms/delete");
            assertThatThrownBy(() -> list(caller)).is(refused(Problem.AUTHORIZATION_FAILED));
        }
        assertThat(key().blocked()).hasSize(2);
    }

    @Test
    void an_owner_of_another_tenant_finds_no_subscription() {
        assertThatThrownBy(() -> clear(Samples.fabrikamAdmin(), "RSA1_5"))
                .is(refused(Problem.SUBSCRIPTION_NOT_FOUND));
    }

    @Test
    void a_key_that_is_not_there_has_no_blocks() {
        assertThatThrownBy(() ->
                        installation.administer(
                                Action.KEY_BLOCK_CLEAR,
                                contosoAdmin(),
                                visit ->
                                        blocked.clear(
                                                visit, DEMO, new ObjectName("absent"), "RSA1_5")))
                .is(refused(Problem.RESOURCE_NOT_FOUND));
    }

    private List<String> list(Caller caller) {
        return installation
                .administer(Action.KEY_BLOCK_LIST, caller, visit -> blocked.list(visit, DEMO, NAME))
                .value();
    }

    private Answer<Boolean> clear(Caller caller, String algorithm) {
        return installation.administer(
                Action.KEY_BLOCK_CLEAR,
                caller,
                visit -> blocked.clear(visit, DEMO, NAME, algorithm));
    }

    private Key key() {
        return installation
                .keys
                .find(installation.vault(CONTOSO_VAULT), NAME, null, true)
                .orElseThrow()
                .key();
    }
}
