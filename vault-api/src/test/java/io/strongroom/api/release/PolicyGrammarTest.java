package io.strongroom.api.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.Refused;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyGrammarTest {
    private static final String AUTHORITY = "https://attest.example";

    /// The policy that a test of Azure's Java SDK sends, as its recorded session has it.
    private static final String OF_AN_SDK =
            """
            {"anyOf":[{"anyOf":[{"claim":"sdk-test","equals":"true"}],"authority":"https://skrattestation.azurewebsites.net/"}],"version":"1.0.0"}\
            """;

    @Test
    void a_policy_of_azures_sdk_is_read() {
        PolicyRules rules = PolicyGrammar.read(OF_AN_SDK);

        assertThat(fulfilled(rules, "https://skrattestation.azurewebsites.net", "sdk-test", "true"))
                .isTrue();
        assertThat(fulfilled(rules, "https://skrattestation.azurewebsites.net/", "sdk-test", true))
                .isTrue();
        assertThat(fulfilled(rules, "https://skrattestation.azurewebsites.net/", "sdk-test", false))
                .isFalse();
        assertThat(fulfilled(rules, "https://skrattestation.azurewebsites.net/", "other", "true"))
                .isFalse();
        assertThat(fulfilled(rules, "https://other.example/", "sdk-test", "true")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "\"a\"|a|true",
                "\"a\"|A|false",
                "\"a\"|b|false",
                "\"1\"|1|true",
                "\"\"|x|false",
            })
    void a_text_equals_itself_only(String expected, String value, boolean holds) {
        assertThat(rules(claim("c", expected)).fulfilledBy(AUTHORITY, Map.of("c", value)))
                .isEqualTo(holds);
    }

    @Test
    void numbers_and_booleans_equal_their_values() {
        assertThat(rules(claim("c", "7")).fulfilledBy(AUTHORITY, Map.of("c", 7L))).isTrue();
        assertThat(rules(claim("c", "7")).fulfilledBy(AUTHORITY, Map.of("c", 7.0))).isTrue();
        assertThat(rules(claim("c", "7")).fulfilledBy(AUTHORITY, Map.of("c", 8))).isFalse();
        assertThat(rules(claim("c", "7")).fulfilledBy(AUTHORITY, Map.of("c", "7"))).isFalse();
        assertThat(rules(claim("c", "\"7\"")).fulfilledBy(AUTHORITY, Map.of("c", 7))).isFalse();
        assertThat(rules(claim("c", "true")).fulfilledBy(AUTHORITY, Map.of("c", true))).isTrue();
        assertThat(rules(claim("c", "true")).fulfilledBy(AUTHORITY, Map.of("c", "true"))).isFalse();
        assertThat(rules(claim("c", "false")).fulfilledBy(AUTHORITY, Map.of())).isFalse();
    }

    @Test
    void a_claim_is_found_inside_of_others_by_its_path() {
        PolicyRules rules = rules(claim("a.b.c", "\"x\""));

        assertThat(rules.fulfilledBy(AUTHORITY, Map.of("a", Map.of("b", Map.of("c", "x")))))
                .isTrue();
        assertThat(rules.fulfilledBy(AUTHORITY, Map.of("a.b.c", "x"))).isFalse();
        assertThat(rules.fulfilledBy(AUTHORITY, Map.of("a", List.of(Map.of("b", "x"))))).isFalse();
        assertThat(rules.fulfilledBy(AUTHORITY, Map.of("a", "x"))).isFalse();
    }

    @Test
    void all_of_and_any_of_mean_what_they_say() {
        String both = claim("a", "\"1\"") + "," + claim("b", "\"2\"");
        PolicyRules all = policy("\"allOf\":[" + both + "]");
        PolicyRules any = policy("\"anyOf\":[" + both + "]");

        assertThat(all.fulfilledBy(AUTHORITY, Map.of("a", "1", "b", "2"))).isTrue();
        assertThat(all.fulfilledBy(AUTHORITY, Map.of("a", "1"))).isFalse();
        assertThat(any.fulfilledBy(AUTHORITY, Map.of("b", "2"))).isTrue();
        assertThat(any.fulfilledBy(AUTHORITY, Map.of("a", "2"))).isFalse();
    }

    @Test
    void conditions_nest() {
        PolicyRules rules =
                policy(
                        "\"allOf\":[%s,{\"anyOf\":[%s,%s]}]"
                                .formatted(
                                        claim("a", "\"1\""),
                                        claim("b", "\"2\""),
                                        claim("b", "\"3\"")));

        assertThat(rules.fulfilledBy(AUTHORITY, Map.of("a", "1", "b", "3"))).isTrue();
        assertThat(rules.fulfilledBy(AUTHORITY, Map.of("a", "1", "b", "4"))).isFalse();
        assertThat(rules.fulfilledBy(AUTHORITY, Map.of("b", "3"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"version\":\"1.0.0\"}",
                "{\"version\":\"1.0.1\",\"anyOf\":[A]}",
                "{\"version\":1,\"anyOf\":[A]}",
                "{\"version\":\"1.0.0\",\"anyOf\":[]}",
                "{\"version\":\"1.0.0\",\"anyOf\":{}}",
                "{\"version\":\"1.0.0\",\"anyOf\":[7]}",
                "{\"version\":\"1.0.0\",\"anyof\":[A]}",
                "{\"version\":\"1.0.0\",\"allOf\":[A]}",
                "{\"version\":\"1.0.0\",\"anyOf\":[A],\"more\":1}",
                "{\"version\":\"1.0.0\",\"anyOf\":[A],\"anyOf\":[A]}",
                "{\"version\":\"1.0.0\",\"anyOf\":[A]}{}",
            })
    void a_policy_has_a_version_and_authorities_and_nothing_else(String policy) {
        assertInvalid(policy.replace("A", rule(AUTHORITY, claim("c", "1"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "attest.example",
                "http://attest.example",
                "https://",
                "https://attest.example?q",
                "https://attest.example#f",
                "https://user@attest.example",
                "https://attest example",
            })
    void an_authority_is_an_https_address(String authority) {
        assertInvalid(
                "{\"version\":\"1.0.0\",\"anyOf\":[" + rule(authority, claim("c", "1")) + "]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"anyOf\":[]",
                "\"anyOf\":[C],\"allOf\":[C]",
                "\"anyOf\":[C,7]",
                "\"anyOf\":[{}]",
                "\"anyOf\":[{\"claim\":\"c\"}]",
                "\"anyOf\":[{\"claim\":\"c\",\"equals\":null}]",
                "\"anyOf\":[{\"claim\":\"c\",\"equals\":[1]}]",
                "\"anyOf\":[{\"claim\":\"c\",\"equals\":{}}]",
                "\"anyOf\":[{\"claim\":\"c\",\"notEquals\":1}]",
                "\"anyOf\":[{\"claim\":\"c\",\"equals\":1,\"greater\":0}]",
                "\"anyOf\":[{\"claim\":7,\"equals\":1}]",
                "\"anyOf\":[{\"claim\":\"\",\"equals\":1}]",
                "\"anyOf\":[{\"claim\":\"a.\",\"equals\":1}]",
                "\"anyOf\":[{\"claim\":\"a..b\",\"equals\":1}]",
                "\"anyOf\":[{\"anyOf\":[C],\"allOf\":[C]}]",
                "\"anyOf\":[{\"anyOf\":[]}]",
                "\"anyOf\":[C],\"else\":1",
            })
    void a_condition_that_would_be_ignored_is_refused(String conditions) {
        assertInvalid(
                "{\"version\":\"1.0.0\",\"anyOf\":[{\"authority\":\"%s\"%s%s}]}"
                        .formatted(
                                AUTHORITY,
                                conditions.isEmpty() ? "" : ",",
                                conditions.replace("C", claim("c", "1"))));
    }

    @Test
    void a_policy_has_at_most_8192_bytes() {
        int bare = text("").length();

        for (int length : new int[] {8191, 8192}) {
            assertThat(PolicyGrammar.read(text("x".repeat(length - bare))).anyOf()).hasSize(1);
        }
        assertInvalid(text("x".repeat(8193 - bare)));
    }

    private static String text(String value) {
        return "{\"version\":\"1.0.0\",\"anyOf\":["
                + rule(AUTHORITY, claim("c", "\"" + value + "\""))
                + "]}";
    }

    private static boolean fulfilled(
            PolicyRules rules, String authority, String claim, Object value) {
        return rules.fulfilledBy(authority, Map.of(claim, value));
    }

    private static void assertInvalid(String policy) {
        assertThatThrownBy(() -> PolicyGrammar.read(policy))
                .is(Refused.refused(Problem.BAD_PARAMETER))
                .hasMessageStartingWith("The release policy is not valid: ");
    }

    private static PolicyRules rules(String condition) {
        return policy("\"anyOf\":[" + condition + "]");
    }

    private static PolicyRules policy(String conditions) {
        return PolicyGrammar.read(
                "{\"version\":\"1.0.0\",\"anyOf\":[{\"authority\":\"%s\",%s}]}"
                        .formatted(AUTHORITY, conditions));
    }

    private static String rule(String authority, String condition) {
        return "{\"authority\":\"%s\",\"anyOf\":[%s]}".formatted(authority, condition);
    }

    private static String claim(String name, String value) {
        return "{\"claim\":\"%s\",\"equals\":%s}".formatted(name, value);
    }
}
