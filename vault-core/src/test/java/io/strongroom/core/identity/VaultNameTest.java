package io.strongroom.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VaultNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a-1", "Contoso-Demo", "a23456789012345678901234", "x0-y1-z2"})
    void a_vault_name_is_3_to_24_letters_digits_and_hyphens(String text) {
        assertThat(VaultName.parse(text)).contains(new VaultName(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "a234567890123456789012345",
                "1abc",
                "-abc",
                "abc-",
                "a--b",
                "ab.c",
                "ab_c",
                "ab c",
                "abc\n",
                "äbc",
                "abc\u212a"
            })
    void anything_else_is_no_vault_name(String text) {
        assertThat(VaultName.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new VaultName(text));
    }

    @Test
    void vault_names_compare_without_case_and_keep_it() {
        assertThat(new VaultName("Contoso"))
                .isEqualTo(new VaultName("cONTOSO"))
                .hasSameHashCodeAs(new VaultName("cONTOSO"))
                .hasToString("Contoso");
        assertThat(new VaultName("Contoso").canonical()).isEqualTo("contoso");
    }
}
