package io.strongroom.core;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TagsTest {

    @Test
    void a_key_has_at_most_15_tags() {
        assertAccepted(Tags.OF_KEYS, tags(15));
        assertRefused(Tags.OF_KEYS, tags(16));
    }

    @Test
    void a_vault_has_at_most_50_tags() {
        assertAccepted(Tags.OF_VAULTS, tags(50));
        assertRefused(Tags.OF_VAULTS, tags(51));
    }

    @Test
    void tags_of_a_vault_are_refused_as_resource_manager_does() {
        assertThatThrownBy(() -> Tags.OF_VAULTS.require(tags(51)))
                .is(refused(Problem.INVALID_TAGS));
        assertThatThrownBy(() -> Tags.OF_VAULTS.require(Map.of("n", "a\0b")))
                .is(refused(Problem.INVALID_TAGS));
        assertThatThrownBy(() -> Tags.OF_KEYS.require(tags(16))).is(refused(Problem.BAD_PARAMETER));
    }

    @Test
    void a_name_has_1_to_256_characters() {
        assertAccepted(Tags.OF_KEYS, Map.of("n".repeat(256), "v"));
        assertRefused(Tags.OF_KEYS, Map.of("n".repeat(257), "v"));
        assertRefused(Tags.OF_KEYS, Map.of("", "v"));
    }

    @Test
    void a_value_has_at_most_256_characters() {
        assertAccepted(Tags.OF_KEYS, Map.of("n", "v".repeat(256)));
        assertAccepted(Tags.OF_KEYS, Map.of("n", ""));
        assertRefused(Tags.OF_KEYS, Map.of("n", "v".repeat(257)));
    }

    @Test
    void no_tags_are_allowed() {
        assertAccepted(Tags.OF_KEYS, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"äöü", "日本", "😀", "a\tb\n", "\"'\\"})
    void any_text_is_allowed(String text) {
        assertAccepted(Tags.OF_KEYS, Map.of(text, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\ud83d", "\ude00\ud83d"})
    void what_a_store_cannot_hold_is_refused(String text) {
        assertRefused(Tags.OF_KEYS, Map.of(text, "v"));
        assertRefused(Tags.OF_KEYS, Map.of("n", text));
    }

    private static Map<String, String> tags(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "n" + i, i -> "v"));
    }

    private static void assertAccepted(Tags limits, Map<String, String> tags) {
        assertThatCode(() -> limits.require(tags)).doesNotThrowAnyException();
    }

    private static void assertRefused(Tags limits, Map<String, String> tags) {
        assertThatThrownBy(() -> limits.require(tags)).is(refused(400));
    }
}
