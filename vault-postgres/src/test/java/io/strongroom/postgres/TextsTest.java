package io.strongroom.postgres;

import static io.strongroom.postgres.PostgresStore.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.vault.OpenVault;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What callers may send as a text, and what a database may make of it.
class TextsTest {
    private static final PostgresStore STORE = new PostgresStore();

    @AfterAll
    static void close() {
        STORE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "\uFEFF",
                "\u2028",
                "\\u0000",
                "'; DROP TABLE key; --",
                "\"}",
                "?",
                "$1",
                "e\u0301"
            })
    void every_text_in_a_tag_comes_back_as_it_was(String text) {
        OpenVault vault = STORE.freshVault();
        KeyVersion plain = Samples.ec256Key(vault, "signing");
        KeyAttributes plainly = plain.attributes();
        KeyVersion tagged =
                new KeyVersion(
                        plain.wrapped(),
                        plain.protection(),
                        new KeyAttributes(
                                plainly.enabled(),
                                plainly.notBefore(),
                                plainly.expires(),
                                plainly.created(),
                                plainly.updated(),
                                plainly.operations(),
                                Map.of("tag", text, text + "x", "tag")),
                        plain.ordinal(),
                        1);
        STORE.added(vault, tagged);

        assertThat(STORE.find(vault, reference("signing"), true).orElseThrow().version())
                .isEqualTo(tagged);
    }
}
