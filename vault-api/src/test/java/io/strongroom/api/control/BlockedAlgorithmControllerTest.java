package io.strongroom.api.control;

import static io.strongroom.api.control.ControlSlices.DEMO;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.arm.ControlSlice;
import io.strongroom.api.arm.ControlSlice.Answer;
import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyVersion;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedAlgorithmControllerTest {
    private final ControlSlice slice = ControlSlices.all();

    @BeforeEach
    void block() {
        InMemoryInstallation installation = slice.installation;
        KeyVersion version = Samples.ec256Key(installation.vault(CONTOSO_VAULT), "payroll");
        Key key = new Key(version.key(), UUID.randomUUID(), version.id(), 1);
        installation.store.commit(installation.keys.add(key, version));
        installation.store.commit(
                installation.keys.replace(key, key.withBlocked(Set.of("RSA1_5", "A256CBC"))));
    }

    @Test
    void an_administrator_sees_what_is_blocked_and_clears_it() {
        assertThat(send("GET", "payroll", "").json().toString())
                .isEqualTo("{\"value\":[{\"name\":\"A256CBC\"},{\"name\":\"RSA1_5\"}]}");

        Answer cleared = send("DELETE", "Payroll", "/RSA1_5");

        assertThat(cleared.status()).isEqualTo(200);
        assertThat(slice.installation.trail.last().action()).isEqualTo(Action.KEY_BLOCK_CLEAR);
        assertThat(slice.installation.trail.last().target().object()).isEqualTo("Payroll");
        assertThat(send("GET", "payroll", "").json().toString())
                .isEqualTo("{\"value\":[{\"name\":\"A256CBC\"}]}");
        assertThat(send("DELETE", "payroll", "/RSA1_5").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "no_name", "%20"})
    void a_key_that_is_not_there_is_a_resource_that_is_not_found(String key) {
        Answer refused = send("DELETE", key, "/RSA1_5");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.code()).isEqualTo("ResourceNotFound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contoso-app", "contoso-officer", "contoso-nobody", "fabrikam-admin"})
    void who_does_not_own_the_vault_clears_nothing(String caller) {
        Answer refused = slice.send("DELETE", url("payroll", "/RSA1_5"), caller, null);

        assertThat(refused.status()).isIn(403, 404);
        assertThat(send("GET", "payroll", "").json().path("value")).hasSize(2);
    }

    @Test
    void without_a_token_nothing_is_cleared() {
        assertThat(slice.send("DELETE", url("payroll", "/RSA1_5"), null, null).status())
                .isEqualTo(401);
    }

    private Answer send(String method, String key, String algorithm) {
        return slice.send(method, url(key, algorithm), "contoso-admin", null);
    }

    private static String url(String key, String algorithm) {
        return DEMO.replace("?", "/keys/" + key + "/blockedAlgorithms" + algorithm + "?");
    }
}
