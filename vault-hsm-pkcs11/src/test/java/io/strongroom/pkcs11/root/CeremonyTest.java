package io.strongroom.pkcs11.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.crypto.ReleaseWrapping;
import io.strongroom.pkcs11.Pkcs11Hsm;
import io.strongroom.pkcs11.SoftHsm;
import io.strongroom.pkcs11.session.HsmStartException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CeremonyTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void the_protocol_names_what_was_made_and_what_to_do_next() {
        Ceremony.perform(SoftHsm.emptyToken(), out);

        assertThat(text())
                .contains("made  strongroom-root-prv-1    as security officer")
                .contains("made  strongroom-root-sec-1    as security officer")
                .contains("made  strongroom-root-exc-1    as security officer")
                .contains("made  strongroom-seal-1        as user")
                .contains("made  strongroom-audit-1       as user")
                .contains("made  strongroom-root-release-1 as user")
                .contains("made  strongroom-release-1     as user")
                .contains("7 keys")
                .containsPattern("      04[0-9a-f]{128}\n")
                .contains("Back the token up");
    }

    @Test
    void no_pin_is_printed() {
        Ceremony.perform(SoftHsm.emptyToken(), out);

        assertThat(text())
                .doesNotContain(new String(SoftHsm.PIN, StandardCharsets.US_ASCII))
                .doesNotContain(new String(SoftHsm.SO_PIN, StandardCharsets.US_ASCII));
    }

    @Test
    void a_second_ceremony_changes_nothing() {
        CeremonySettings token = SoftHsm.emptyToken();
        Ceremony.perform(token, out);
        Canary canary;
        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(token))) {
            canary = hsm.newCanary();
        }

        assertThatThrownBy(() -> Ceremony.perform(token, out))
                .isInstanceOf(HsmStartException.class)
                .hasMessage(
                        "key \"strongroom-root-prv-1\" exists already on token \"%s\"; the ceremony changes nothing"
                                .formatted(token.tokenLabel()));
        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(token))) {
            hsm.requireCanary(canary);
        }
    }

    @Test
    void a_token_of_an_older_ceremony_gets_the_keys_that_it_lacks_and_nothing_else() {
        CeremonySettings token = ChosenKeys.olderToken();
        Canary canary;
        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(token))) {
            canary = hsm.newCanary();
            assertThat(hsm.keyProvider().supportsTransfer()).isFalse();
            assertThat(hsm.keyReleaser().supports(ReleaseWrapping.CKM_RSA_AES_KEY_WRAP)).isFalse();
        }

        Ceremony.perform(token, out);

        assertThat(text().lines().filter(line -> line.startsWith("made  ")))
                .containsExactly(
                        "made  strongroom-root-exc-1    as security officer",
                        "made  strongroom-root-release-1 as user",
                        "made  strongroom-release-1     as user");
        assertThat(text()).contains("Back the token up, and restart the service.");
        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(token))) {
            hsm.requireCanary(canary);
            assertThat(hsm.keyProvider().supportsTransfer()).isTrue();
            assertThat(hsm.keyReleaser().supports(ReleaseWrapping.CKM_RSA_AES_KEY_WRAP)).isTrue();
        }
        assertThatThrownBy(() -> Ceremony.perform(token, out))
                .isInstanceOf(HsmStartException.class)
                .hasMessageContaining("exists already");
    }

    @Test
    void a_wrong_officers_pin_leaves_the_token_empty() {
        CeremonySettings token = SoftHsm.emptyToken();
        Path wrong = SoftHsm.written("wrong-so-pin", SoftHsm.ascii("wrong-so-pin"));
        CeremonySettings mistaken =
                new CeremonySettings(
                        token.module(), token.tokenLabel(), wrong, token.pinFile(), null);

        assertThatThrownBy(() -> Ceremony.perform(mistaken, out))
                .isInstanceOf(HsmStartException.class)
                .hasMessageContaining("CKR_PIN_INCORRECT");
        Ceremony.perform(token, out);
        assertThat(text()).contains("Checked");
    }

    @Test
    void an_initialised_token_is_left_alone() {
        CeremonySettings token = SoftHsm.emptyToken();

        assertThat(TokenSetup.exists(token)).isTrue();
        assertThatThrownBy(() -> TokenSetup.initialize(token, out))
                .isInstanceOf(HsmStartException.class)
                .hasMessage(
                        "there is a token labelled \"%s\" already; it is left alone"
                                .formatted(token.tokenLabel()));
    }

    @Test
    void the_command_initialises_a_token_and_performs_the_ceremony() {
        CeremonySettings token = SoftHsm.unusedLabel();
        assertThat(TokenSetup.exists(token)).isFalse();
        List<String> arguments = new ArrayList<>(arguments(token));
        arguments.add("--initialize-token");

        assertThat(CeremonyCommand.run(arguments, out, out)).isZero();
        assertThat(text()).contains("Token \"%s\" is initialised.".formatted(token.tokenLabel()));
        Pkcs11Hsm.open(SoftHsm.opening(token)).close();
    }

    @Test
    void a_refused_command_says_why_in_one_line() {
        CeremonySettings token = SoftHsm.token();

        assertThat(CeremonyCommand.run(arguments(token), out, out)).isEqualTo(1);
        assertThat(text()).contains("ceremony: key \"strongroom-root-prv-1\" exists already");
    }

    @Test
    void a_command_that_is_not_understood_shows_the_usage() {
        assertThat(CeremonyCommand.run(List.of("--module"), out, out)).isEqualTo(2);
        assertThat(CeremonyCommand.run(List.of("--colour", "blue"), out, out)).isEqualTo(2);
        assertThat(CeremonyCommand.run(List.of(), out, out)).isEqualTo(2);
        assertThat(text()).contains("usage: ceremony");
    }

    @Test
    void the_command_explains_itself() {
        assertThat(CeremonyCommand.run(List.of("--help"), out, out)).isZero();
        assertThat(text()).startsWith("usage: ceremony");
    }

    private static List<String> arguments(CeremonySettings token) {
        return List.of(
                "--module",
                token.module().toString(),
                "--token",
                token.tokenLabel(),
                "--so-pin-file",
                token.soPinFile().toString(),
                "--pin-file",
                token.pinFile().toString());
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
