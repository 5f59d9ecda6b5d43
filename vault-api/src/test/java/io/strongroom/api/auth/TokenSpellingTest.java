package io.strongroom.api.auth;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A signed token has one spelling.
final class TokenSpellingTest {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private final TestIssuer contoso = new TestIssuer(Samples.CONTOSO);
    private final TokenAuthentication tokens = contoso.authentication(AuthSettings.Jwks.defaults());
    private final String token = contoso.token("app");

    @AfterEach
    void close() {
        tokens.close();
        contoso.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "*", "=", "+", "/", " ", "\t", "\u00e9", "\u0000", ".", "%41"})
    void a_character_outside_of_the_alphabet_is_refused_wherever_it_stands(String text) {
        int header = token.indexOf('.');
        int signature = token.lastIndexOf('.') + 1;
        for (int at :
                List.of(1, header, header + 1, signature, signature + 7, token.length() - 1)) {
            assertRefused(token.substring(0, at) + text + token.substring(at));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "==", "A", "AA", "."})
    void nothing_follows_the_signature(String text) {
        assertRefused(token + text);
    }

    @Test
    void the_last_character_of_the_signature_has_one_value() {
        String signed = token.substring(0, token.length() - 1);
        long accepted = ALPHABET.chars().filter(last -> accepts(signed + (char) last)).count();

        assertThat(accepted).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "AA.AA.AA, true",
        "AAA.AAAA.AAA, true",
        "-_09.azAZ.AQ, true",
        "AB.AA.AA, false",
        "AA.AAB.AA, false",
        "AA.AA.AP, false",
        "AA.AA.AAD, false",
        "A.AA.AA, false",
        "AAAAA.AA.AA, false",
        ".AA.AA, false",
        "AA..AA, false",
        "AA.AA., false",
        "AA.AA, false",
        "AA.AA.AA.AA, false",
        "AA.AA.AA=, false",
        "'', false",
    })
    void a_part_is_base64url_with_no_bits_left_over(String text, boolean canonical) {
        assertThat(CompactJws.isCanonical(text)).isEqualTo(canonical);
    }

    private boolean accepts(String text) {
        try {
            tokens.authenticate("Bearer " + text, Plane.DATA);
            return true;
        } catch (VaultException refusal) {
            return false;
        }
    }

    private void assertRefused(String text) {
        assertThatThrownBy(() -> tokens.authenticate("Bearer " + text, Plane.DATA))
                .as(text)
                .is(refused(401));
    }
}
