package io.strongroom.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "-", "signing-Key-01"})
    void a_key_name_is_letters_digits_and_hyphens(String text) {
        assertThat(ObjectName.parse(text)).contains(new ObjectName(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a_b", "a.b", "a/b", "ä", "a%2d", "a\n", "a\0", "\u212a"})
    void anything_else_is_no_key_name(String text) {
        assertThat(ObjectName.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectName(text));
    }

    @Test
    void a_key_name_has_at_most_127_characters() {
        assertThat(ObjectName.parse("k".repeat(127))).isPresent();
        assertThat(ObjectName.parse("k".repeat(128))).isEmpty();
    }

    @Test
    void key_names_compare_without_case_and_keep_it() {
        assertThat(new ObjectName("Signing"))
                .isEqualTo(new ObjectName("sIGNING"))
                .hasSameHashCodeAs(new ObjectName("sIGNING"))
                .hasToString("Signing");
        assertThat(new ObjectName("Signing").canonical()).isEqualTo("signing");
    }

    @Test
    void a_version_is_32_hexadecimal_digits() {
        VersionId version = new VersionId(UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));

        assertThat(version).hasToString("0123456789abcdef0123456789abcdef");
        assertThat(VersionId.parse("0123456789abcdef0123456789abcdef")).contains(version);
        assertThat(VersionId.parse("0123456789ABCDEF0123456789ABCDEF")).contains(version);
    }

    @Test
    void a_version_keeps_its_leading_zeros_and_its_high_bit() {
        assertThat(new VersionId(new UUID(0, 1))).hasToString("0".repeat(31) + "1");
        assertThat(VersionId.parse("f".repeat(32))).contains(new VersionId(new UUID(-1, -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0",
                "0123456789abcdef0123456789abcdeg",
                "01234567-89ab-cdef-0123-456789abcdef",
                "+123456789abcdef0123456789abcdef",
                "٠123456789abcdef0123456789abcdef"
            })
    void anything_else_is_no_version(String text) {
        assertThat(VersionId.parse(text)).isEmpty();
    }

    @Test
    void a_reference_reads_as_in_an_identifier() {
        ObjectName name = new ObjectName("signing");

        assertThat(new ObjectReference(name, null)).hasToString("signing");
        assertThat(new ObjectReference(name, new VersionId(new UUID(0, 1))))
                .hasToString("signing/" + "0".repeat(31) + "1");
    }
}
