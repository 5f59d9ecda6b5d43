package io.strongroom.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            emptyValue = "",
            value = {
                "api-version=7.6, 7.6",
                "api%2Dversion=7.6, 7.6",
                "api%2dversion=7.6, 7.6",
                "Api-Version=7.6, 7.6",
                "x=1&api-version=7.6&y=2, 7.6",
                "x&api-version=7.6, 7.6",
                "api-version=7.6&api-version=7.5, 7.6",
                "api-version=a=b, a=b",
                "api-version=a+b%20c, a b c",
                "api-version=%C3%A9, é",
                "api-version=%zz, %zz",
                "api-version=%4, %4",
                "api-version=, ''",
                "api-version, ''",
                "'', -",
                "&&&, -",
                "api-versionx=1, -",
                "xapi-version=1, -",
                "api-versio=1, -",
                "%=1, -",
            })
    void the_first_value_of_a_parameter(String query, @Nullable String value) {
        assertThat(Query.value(query, "api-version")).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"a+b, a+b", "a%2Fb, a/b", "a%2, a%2", "%41, A"})
    void a_segment_is_decoded(String raw, String decoded) {
        assertThat(Query.segment(raw)).isEqualTo(decoded);
    }
}
