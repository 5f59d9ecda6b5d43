package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strongroom.it.campaign.Oracles;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the packaged service tells about wrong ciphertexts; the campaign `keys` asks 20,000 times.
class OraclesIT {
    private static final Node NODE = Site.shared().first().node();
    private static final Oracles ORACLES = new Oracles(Site.shared());
    private static final Map<String, String> WRONG =
            Map.of(
                    "alg", "A256GCM",
                    "value", "AAAA",
                    "iv", "AAAAAAAAAAAAAAAA",
                    "tag", "AAAAAAAAAAAAAAAAAAAAAA");

    static Stream<String> algorithms() {
        return Oracles.ALGORITHMS.stream();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void every_kind_of_wrong_ciphertext_has_the_same_answer(String algorithm) {
        assertThat(ORACLES.answers(algorithm))
                .singleElement()
                .asString()
                .startsWith("400 ")
                .endsWith(
                        "{\"error\":{\"code\":\"BadParameter\",\"message\":\"The ciphertext cannot"
                                + " be decrypted.\"}}");
    }

    @Test
    void the_budget_of_a_key_ends_after_20_failures_and_the_officer_sees_it() {
        Person owner = NODE.admin();
        String vault = Names.fresh("budget");
        owner.createVault(vault, Map.of()).ok();
        owner.createKey(vault, "asked", Map.of("kty", "oct-HSM")).ok();

        for (int i = 0; i < 20; i++) {
            assertThat(ask(owner, vault).status()).isEqualTo(400);
        }
        Answer refused = ask(owner, vault);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.innerCode()).isEqualTo("TooManyDecryptionFailures");
        Waiting.until(
                "the event",
                Duration.ofSeconds(10),
                () -> !events(vault, "TooManyDecryptionFailures").isEmpty());
    }

    @Test
    void nothing_is_blocked_on_a_new_key_and_clearing_says_so() {
        Person owner = NODE.admin();
        String vault = Names.fresh("blocks");
        owner.createVault(vault, Map.of()).ok();
        owner.createKey(vault, "asked", Map.of("kty", "oct-HSM")).ok();
        String blocked = owner.vaultPath(vault) + "/keys/asked/blockedAlgorithms";

        assertThat(owner.control("GET", blocked, null).ok().body()).isEqualTo("{\"value\":[]}");
        assertThat(owner.control("DELETE", blocked + "/A256GCM", null).status()).isEqualTo(204);
    }

    private static Answer ask(Person owner, String vault) {
        return owner.data("POST", vault, "/keys/asked/decrypt", WRONG);
    }

    private static List<JsonNode> events(String vault, String result) {
        return NODE.officer().events(Map.of("vault", vault, "result", result));
    }
}
