package io.strongroom.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"Ada Lovelace", "ada@contoso.test", "名前", "x\uD834\uDD1E", "<b>\"'"})
    void an_ordinary_name_stays_as_it_is(String name) {
        assertThat(kept(name)).isEqualTo(name);
    }

    @Test
    void what_could_make_it_look_like_another_text_is_replaced() {
        assertThat(kept("ada\nroot")).isEqualTo("ada\uFFFDroot");
        assertThat(kept("a\u001b[2Jb")).isEqualTo("a\uFFFD[2Jb"); // a terminal's escape
        assertThat(kept("a\u009b2Jb")).isEqualTo("a\uFFFD2Jb"); // the same as one character
        assertThat(kept("a\u0000b")).isEqualTo("a\uFFFDb");
        assertThat(kept("toor\u202Eada")).isEqualTo("toor\uFFFDada"); // from right to left
        assertThat(kept("a\u200Bb")).isEqualTo("a\uFFFDb"); // a space without width
        assertThat(kept("a\u2028b\u2029c")).isEqualTo("a\uFFFDb\uFFFDc");
        assertThat(kept("a\uD834b")).isEqualTo("a\uFFFDb"); // half of a pair
    }

    @Test
    void a_long_name_is_cut() {
        assertThat(kept("x".repeat(127))).hasSize(127);
        assertThat(kept("x".repeat(128))).hasSize(128);
        assertThat(kept("x".repeat(129))).hasSize(128);
    }

    @Test
    void a_cut_does_not_split_a_character() {
        assertThat(kept("x".repeat(127) + "\uD834\uDD1E")).isEqualTo("x".repeat(127));
        assertThat(kept("x".repeat(126) + "\uD834\uDD1E")).hasSize(128);
    }

    @Test
    void white_space_around_it_is_dropped_and_alone_it_is_no_name() {
        assertThat(kept(" Ada\n")).isEqualTo("Ada");
        assertThat(DisplayName.of(" \t\n")).isEmpty();
        assertThat(DisplayName.of("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000b"})
    void an_impossible_name_is_refused(String value) {
        assertThatThrownBy(() -> new DisplayName(value))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_has_at_most_128_characters() {
        assertThat(new DisplayName("x".repeat(128)).value()).hasSize(128);
        assertThatThrownBy(() -> new DisplayName("x".repeat(129)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String kept(String claimed) {
        return DisplayName.of(claimed).orElseThrow().value();
    }
}
