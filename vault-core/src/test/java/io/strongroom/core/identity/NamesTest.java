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
    void principals_whose_ids_are_guids_compare_without_case() {
        assertThat(new PrincipalId("0F8FAD5B-D9CB-469F-A165-70867728950E"))
                .isEqualTo(new PrincipalId("0f8fad5b-d9cb-469f-a165-70867728950e"));
    }

    @Test
    void principals_with_other_ids_compare_with_case() {
        assertThat(new PrincipalId("00uAbC")).isNotEqualTo(new PrincipalId("00uaBc"));
        assertThat(new PrincipalId("00uAbC")).hasToString("00uAbC");
    }

    @Test
    void a_reference_reads_as_in_an_identifier() {
        ObjectName name = new ObjectName("signing");
        VersionId version = new VersionId(new UUID(0, 1));

        assertThat(ObjectReference.current(name)).hasToString("signing");
        assertThat(ObjectReference.of(name, version))
                .hasToString("signing/" + "0".repeat(31) + "1");
    }

    @Test
    void a_reference_has_the_version_as_it_was_sent() {
        ObjectName name = new ObjectName("signing");
        VersionId version = new VersionId(new UUID(0, 10));

        assertThat(ObjectReference.current(name).version()).isNull();
        assertThat(ObjectReference.of(name, version).version())
                .isEqualTo("0000000000000000000000000000000a");
        assertThat(new ObjectReference(name, "LATEST").version()).isEqualTo("LATEST");
        assertThat(new ObjectReference(name, "LATEST")).hasToString("signing/LATEST");
        assertThat(new ObjectReference(name, "")).hasToString("signing/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "0", "-", "local", "eu-west-1", "a2345678901234567890123456789012"})
    void a_pool_name_is_1_to_32_lower_case_letters_digits_and_hyphens(String text) {
        assertThat(new PoolName(text)).hasToString(text);
        assertThat(new PoolName(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Local",
                "a_b",
                "a.b",
                "a/b",
                "local ",
                "local\n",
                "ä",
                "a23456789012345678901234567890123"
            })
    void anything_else_is_no_pool_name(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PoolName(text))
                .withMessage("not the name of an HSM pool");
    }

    @Test
    void the_only_pool_of_an_installation_is_called_local() {
        assertThat(PoolName.LOCAL).isEqualTo(new PoolName("local"));
    }

    @Test
    void collections_are_known_by_their_exact_names() {
        assertThat(VaultCollection.named("keys")).contains(VaultCollection.KEYS);
        assertThat(VaultCollection.named("secrets")).contains(VaultCollection.SECRETS);
        assertThat(VaultCollection.named("certificates")).contains(VaultCollection.CERTIFICATES);
        assertThat(VaultCollection.named("Keys")).isEmpty();
        assertThat(VaultCollection.named("")).isEmpty();
    }
}
