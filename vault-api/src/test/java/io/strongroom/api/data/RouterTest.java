package io.strongroom.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RouterTest {
    private static final String V = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET, /keys, LIST, -, -",
                "GET, /keys/, LIST, -, -",
                "GET, /KEYS, LIST, -, -",
                "GET, /keys/a, GET, a, -",
                "GET, /keys/a/, GET, a, -",
                "GET, /keys/a//, GET, a, -",
                "GET, /keys/a/" + V + ", GET, a, " + V,
                "GET, /keys/a/" + V + "/, GET, a, " + V,
                "GET, /keys/a/nonsense, GET, a, nonsense",
                "GET, /keys/a%2Db, GET, a-b, -",
                "GET, /keys/a%2, GET, a%2, -",
                "GET, /keys/a;x=1, GET, a;x=1, -",
                "GET, /keys/a/versions, LIST_VERSIONS, a, -",
                "GET, /keys/a/versions/, LIST_VERSIONS, a, -",
                "GET, /keys/a/Versions, LIST_VERSIONS, a, -",
                "PATCH, /keys/a, UPDATE, a, -",
                "PATCH, /keys/a/, UPDATE, a, -",
                "PATCH, /keys/a/" + V + ", UPDATE, a, " + V,
                "POST, /keys/a/create, CREATE, a, -",
                "POST, /keys/a/create/, CREATE, a, -",
                "POST, /keys/a/" + V + "/sign, SIGN, a, " + V,
                "POST, /keys/a/" + V + "/Sign, SIGN, a, " + V,
                "POST, /keys/a/" + V + "/sign/, SIGN, a, " + V,
                "POST, /keys/a//sign, SIGN, a, -",
                "POST, /keys/a/sign, SIGN, a, -",
                "POST, /keys/a//verify, VERIFY, a, -",
                "POST, /keys/a//encrypt, ENCRYPT, a, -",
                "POST, /keys/a//decrypt, DECRYPT, a, -",
                "POST, /keys/a//wrapkey, WRAP, a, -",
                "POST, /keys/a//unwrapKey, UNWRAP, a, -",
            })
    void a_path_leads_to_its_operation(
            String method, String path, Operation operation, String name, String version) {
        assertThat(Router.route(method, path)).isEqualTo(Route.to(operation, name, version));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /keys, GET",
        "HEAD, /keys, GET",
        "DELETE, /keys/a, 'GET, PATCH'",
        "PUT, /keys/a, 'GET, PATCH'",
        "DELETE, /keys/a/" + V + ", 'GET, PATCH'",
        "POST, /keys/a/versions, GET",
        "GET, /keys/a/create, POST",
        "PUT, /keys/a/create, POST",
        "GET, /keys/a/" + V + "/sign, POST",
        "GET, /keys/a//sign, POST",
    })
    void another_method_is_told_which_are_allowed(String method, String path, String allowed) {
        Route route = Router.route(method, path);
        assertThat(route.operation()).isEqualTo(Operation.WRONG_METHOD);
        assertThat(route.allowed()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, //",
        "GET, //keys",
        "GET, *",
        "OPTIONS, *",
        "GET, /secrets",
        "GET, /keysx",
        "GET, /deletedkeys",
        "POST, /keys/a/rotate",
        "POST, /keys/a/" + V + "/release",
        "POST, /keys/a/" + V + "/sign/x",
        "GET, /keys/a/b/c/d/e",
    })
    void other_paths_do_not_exist(String method, String path) {
        assertThat(Router.route(method, path).operation()).isEqualTo(Operation.UNKNOWN);
    }
}
