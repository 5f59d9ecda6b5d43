package io.strongroom.it.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
    @TempDir private Path folder;

    @Test
    void blocks_are_what_their_marks_say() throws Exception {
        Path file = folder.resolve("page.md");
        Files.writeString(
                file,
                """
                ```sh setup
                A=1
                ```
                ```java Sign.java
                class Sign {}
                ```
                ```sh by-hand
                rm -r /
                ```
                ```sh run python
                echo $A
                ```

                prints

                ```text
                1
                ```
                ```sh run
                true
                ```
                """);

        Page page = Page.read(file);

        assertThat(page.setup()).isEqualTo("A=1\n");
        assertThat(page.files()).singleElement().extracting(Fence::fileName).isEqualTo("Sign.java");
        assertThat(page.examples()).extracting(Page.Example::printed).containsExactly("1", null);
        assertThat(Tool.of(page.examples().getFirst().block())).containsExactly(Tool.PYTHON);
        assertThat(Tool.of(page.examples().getLast().block())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "256 bytes, 256 bytes, true",
        "256 bytes, 257 bytes, false",
        "256 bytes, 256 bytes and more, false",
        "'{ \"a\": … }', '{\"a\":{\"b\":1}}', true",
        "'{ \"a\": … }', '{\"b\":1}', false",
        "a.b, axb, false",
    })
    void an_ellipsis_is_anything_and_a_space_may_be_missing(
            String said, String printed, boolean fits) {
        assertThat(Printed.pattern(said).matcher(printed).matches()).isEqualTo(fits);
    }
}
