package io.strongroom.core.vault;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.crypto.AesEncryption;
import io.strongroom.core.crypto.RsaEncryption;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LegacyAlgorithmsTest {

    @Test
    void names_are_kept_once_and_in_one_order() {
        assertThat(new LegacyAlgorithms(List.of("A128CBC", "RSA1_5", "A128CBC")).names())
                .containsExactly("RSA1_5", "A128CBC");
    }

    @Test
    void another_algorithm_is_no_legacy_algorithm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LegacyAlgorithms(List.of("RSA1_5", "RSA-OAEP")))
                .withMessage(
                        "RSA-OAEP is no legacy algorithm; these are RSA1_5, A128CBC, A192CBC, A256CBC, A128CBCPAD, A192CBCPAD, A256CBCPAD");
    }

    @Test
    void an_algorithm_is_allowed_only_by_its_own_name() {
        LegacyAlgorithms allowed = new LegacyAlgorithms(List.of("A128CBC"));

        assertThatCode(() -> allowed.require(AesEncryption.A128CBC)).doesNotThrowAnyException();
        assertThatThrownBy(() -> allowed.require(AesEncryption.A128CBCPAD))
                .is(refused(Problem.BAD_PARAMETER))
                .hasMessageContaining("A128CBCPAD")
                .hasMessageContaining("legacyAlgorithms");
    }

    @Test
    void what_is_no_legacy_needs_no_permission() {
        assertThatCode(() -> LegacyAlgorithms.NONE.require(RsaEncryption.RSA_OAEP))
                .doesNotThrowAnyException();
        assertThatCode(() -> LegacyAlgorithms.NONE.require(AesEncryption.A256GCM))
                .doesNotThrowAnyException();
    }

    @Test
    void a_vault_that_names_some_does_not_use_those_of_the_installation() {
        VaultSettings silent = VaultSettings.DEFAULTS;
        VaultSettings off =
                silent.changedBy(VaultSettings.Changes.legacyAlgorithms(LegacyAlgorithms.NONE));

        assertThat(silent.legacyAlgorithms(LegacyAlgorithms.all()))
                .isEqualTo(LegacyAlgorithms.all());
        assertThat(off.legacyAlgorithms(LegacyAlgorithms.all())).isEqualTo(LegacyAlgorithms.NONE);
        assertThat(off.reset()).isEqualTo(silent);
    }
}
