package io.strongroom.api.control;

import static io.strongroom.api.control.ControlSlices.DEMO;
import static io.strongroom.api.control.ControlSlices.FRESH;
import static io.strongroom.api.control.ControlSlices.vault;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.arm.ControlSlice;
import io.strongroom.api.arm.ControlSlice.Answer;
import io.strongroom.core.vault.LegacyAlgorithms;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The property `legacyAlgorithms` of a vault, which Azure does not have.
class LegacyAlgorithmsTest {
    private final ControlSlice slice = ControlSlices.all();

    @Test
    void a_vault_allows_what_a_put_or_a_patch_names() {
        Answer put =
                slice.send(
                        "PUT",
                        FRESH,
                        "contoso-admin",
                        vault(", \"legacyAlgorithms\": [\"A256CBC\", \"RSA1_5\"]"));
        assertThat(put.status()).isEqualTo(201);
        assertThat(names(put)).containsExactly("RSA1_5", "A256CBC");

        assertThat(names(patch("[\"A128CBCPAD\"]"))).containsExactly("A128CBCPAD");
        assertThat(names(slice.send("GET", DEMO, "contoso-admin", null)))
                .containsExactly("A128CBCPAD");
        assertThat(names(patch("null"))).containsExactly("A128CBCPAD");
        assertThat(names(patch("[]"))).isEmpty();
    }

    @Test
    void every_legacy_algorithm_can_be_named() {
        List<String> all = LegacyAlgorithms.all().names();

        assertThat(names(patch("[\"" + String.join("\",\"", all) + "\"]"))).isEqualTo(all);
    }

    @Test
    void a_put_that_names_none_takes_back_what_was_allowed() {
        String more = ", \"legacyAlgorithms\": [\"RSA1_5\"]";
        slice.send("PUT", FRESH, "contoso-admin", vault(more));

        assertThat(names(slice.send("PUT", FRESH, "contoso-admin", vault("")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"RSA-OAEP\"]", "[\"rsa1_5\"]", "[\"\"]", "[\"RSA1_5\", \"x\"]"})
    void what_is_no_legacy_algorithm_is_refused(String value) {
        Answer refused = patch(value);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/error/message").asString())
                .endsWith(
                        "for 'properties.legacyAlgorithms'. Possible values are: RSA1_5, A128CBC, A192CBC, A256CBC, A128CBCPAD, A192CBCPAD, A256CBCPAD.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"RSA1_5\"", "[null]", "[1]", "{}"})
    void what_is_no_list_of_names_is_refused(String value) {
        assertThat(patch(value).status()).isEqualTo(400);
    }

    private Answer patch(String value) {
        return slice.send(
                "PATCH",
                DEMO,
                "contoso-admin",
                "{\"properties\": {\"legacyAlgorithms\": " + value + "}}");
    }

    private static List<String> names(Answer answer) {
        return answer.json()
                .at("/properties/legacyAlgorithms")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
