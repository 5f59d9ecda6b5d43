package io.strongroom.api.data;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Problem;
import io.strongroom.core.audit.Action;
import io.strongroom.core.identity.VaultCollection;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoutesTest {
    private static final String V = "0123456789abcdef0123456789abcdef";
    private final Routes routes = VaultServer.routes(new InMemoryInstallation());

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET, /keys, KEY_LIST, -, -",
                "GET, /keys/, KEY_LIST, -, -",
                "GET, /KEYS, KEY_LIST, -, -",
                "GET, /keys/a, KEY_GET, a, -",
                "GET, /keys/a/, KEY_GET, a, -",
                "GET, /keys/a//, KEY_GET, a, -",
                "GET, /keys/a/" + V + ", KEY_GET, a, " + V,
                "GET, /keys/a/" + V + "/, KEY_GET, a, " + V,
                "GET, /keys/a/nonsense, KEY_GET, a, nonsense",
                "GET, /keys/a%2Db, KEY_GET, a-b, -",
                "GET, /keys/a%2, KEY_GET, a%2, -",
                "GET, /keys/a;x=1, KEY_GET, a;x=1, -",
                "GET, /keys/a/versions, KEY_LIST_VERSIONS, a, -",
                "GET, /keys/a/versions/, KEY_LIST_VERSIONS, a, -",
                "GET, /keys/a/Versions, KEY_LIST_VERSIONS, a, -",
                "PATCH, /keys/a, KEY_UPDATE, a, -",
                "PATCH, /keys/a/, KEY_UPDATE, a, -",
                "PATCH, /keys/a/" + V + ", KEY_UPDATE, a, " + V,
                "DELETE, /keys/a, KEY_DELETE, a, -",
                "DELETE, /keys/a/, KEY_DELETE, a, -",
                "GET, /deletedkeys, KEY_LIST_DELETED, -, -",
                "GET, /DeletedKeys/a/, KEY_GET_DELETED, a, -",
                "DELETE, /deletedkeys/a, KEY_PURGE, a, -",
                "POST, /deletedkeys/a/recover, KEY_RECOVER, a, -",
                "POST, /keys/a/create, KEY_CREATE, a, -",
                "POST, /keys/a/create/, KEY_CREATE, a, -",
                "POST, /keys/a/" + V + "/sign, KEY_SIGN, a, " + V,
                "POST, /keys/a/" + V + "/Sign, KEY_SIGN, a, " + V,
                "POST, /keys/a/" + V + "/sign/, KEY_SIGN, a, " + V,
                "POST, /keys/a//sign, KEY_SIGN, a, -",
                "POST, /keys/a/sign, KEY_SIGN, a, -",
                "POST, /keys/a//verify, KEY_VERIFY, a, -",
                "POST, /keys/a/rotate, KEY_ROTATE, a, -",
                "GET, /keys/a/rotationPolicy, KEY_ROTATION_POLICY_GET, a, -",
                "PUT, /keys/a/rotationpolicy/, KEY_ROTATION_POLICY_SET, a, -",
                "POST, /keys/a//encrypt, KEY_ENCRYPT, a, -",
                "POST, /keys/a//decrypt, KEY_DECRYPT, a, -",
                "POST, /keys/a//wrapkey, KEY_WRAP, a, -",
                "POST, /keys/a//unwrapKey, KEY_UNWRAP, a, -",
                "GET, //keys, KEY_LIST, -, -",
                "GET, //keys/a, KEY_GET, a, -",
                "PATCH, //keys/a/, KEY_UPDATE, a, -",
                "POST, //keys/a/create, KEY_CREATE, a, -",
                "POST, //keys/a//sign, KEY_SIGN, a, -",
            })
    void a_path_leads_to_its_operation(
            String method,
            String path,
            Action action,
            @Nullable String name,
            @Nullable String version) {
        RouteMatch match = routes.match(method, path);

        assertThat(match.action()).isEqualTo(action);
        assertThat(match.require().action()).isEqualTo(action);
        assertThat(match)
                .isEqualTo(new RouteMatch(match.route(), VaultCollection.KEYS, name, version, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /keys, GET",
        "HEAD, /keys, GET",
        "POST, /keys/a, 'DELETE, GET, PATCH, PUT'",
        "PUT, /keys/a/" + V + ", 'GET, PATCH'",
        "POST, /deletedkeys, GET",
        "PATCH, /deletedkeys/a, 'DELETE, GET'",
        "GET, /deletedkeys/a/recover, POST",
        "DELETE, /keys/a/" + V + ", 'GET, PATCH'",
        "POST, /keys/a/versions, GET",
        "GET, /keys/a/create, POST",
        "GET, /keys/a/rotate, POST",
        "POST, /keys/a/rotationpolicy, 'GET, PUT'",
        "PUT, /keys/a/create, POST",
        "GET, /keys/a/" + V + "/sign, POST",
        "GET, /keys/a//sign, POST",
    })
    void another_method_is_told_which_are_allowed(String method, String path, String allowed) {
        RouteMatch match = routes.match(method, path);

        assertThat(match.allowed()).isEqualTo(allowed);
        assertThat(match.action()).isEqualTo(Action.UNKNOWN);
        assertThatThrownBy(match::require)
                .is(refused(Problem.METHOD_NOT_ALLOWED))
                .hasMessage("The method is not allowed here; allowed: " + allowed + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, //",
        "GET, ///",
        "GET, ///keys",
        "GET, *",
        "OPTIONS, *",
        "GET, /secrets",
        "GET, /keysx",
        "GET, /deletedsecrets",
        "GET, /deletedkeys/a/" + V,
        "POST, /keys/a/attest",
        "POST, /keys/a/" + V + "/sign/x",
        "GET, /keys/a/b/c/d/e",
    })
    void other_paths_do_not_exist(String method, String path) {
        RouteMatch match = routes.match(method, path);

        assertThat(match).isEqualTo(RouteMatch.NOTHING);
        assertThat(match.action()).isEqualTo(Action.UNKNOWN);
        assertThatThrownBy(match::require)
                .is(refused(Problem.NOT_FOUND))
                .hasMessage("There is no such operation in this vault.");
    }

    @Test
    void a_word_of_the_table_comes_before_a_name() {
        Routes table = new Routes(List.of(row("GET", "/keys/{name}"), row("GET", "/keys/restore")));

        assertThat(table.match("GET", "/keys/Restore").name()).isNull();
        assertThat(table.match("GET", "/keys/restored").name()).isEqualTo("restored");
    }

    @Test
    void a_slash_too_many_at_the_start_changes_nothing() {
        for (Route row : routes.rows()) {
            String path = row.template().replace("{name}", "a").replace("{version?}", V);

            assertThat(routes.match(row.method(), "/" + path))
                    .isEqualTo(routes.match(row.method(), path));
        }
    }

    @Test
    void a_name_that_is_also_a_word_is_found_with_the_methods_of_names() {
        Routes table =
                new Routes(
                        List.of(
                                row("POST", "/keys/restore"),
                                row("GET", "/keys/{name}/{version?}"),
                                row("GET", "/keys/{name}/versions"),
                                row("POST", "/keys/{name}/{version?}/sign")));

        assertThat(table.match("POST", "/keys/restore").name()).isNull();
        assertThat(table.match("GET", "/keys/restore").name()).isEqualTo("restore");
        assertThat(table.match("GET", "/keys/Restore/").name()).isEqualTo("Restore");
        assertThat(table.match("GET", "/keys/restore/" + V).version()).isEqualTo(V);
        assertThat(table.match("GET", "/keys/restore/versions").name()).isEqualTo("restore");
        assertThat(table.match("POST", "/keys/restore//sign").name()).isEqualTo("restore");
        assertThat(table.match("DELETE", "/keys/restore").allowed()).isEqualTo("GET, POST");
        assertThat(table.match("GET", "/keys/restore/x/y")).isEqualTo(RouteMatch.NOTHING);
    }

    @Test
    void a_word_is_never_a_version() {
        Routes table =
                new Routes(
                        List.of(
                                row("GET", "/keys/{name}/{version?}"),
                                row("POST", "/keys/{name}/rotate")));

        assertThat(table.match("GET", "/keys/a/rotate").allowed()).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/keys/{name}", "/keys/{name}/{version?}"})
    void two_rows_for_the_same_request_are_a_mistake(String template) {
        List<Route> twice = List.of(row("GET", "/keys/{name}/{version?}"), row("GET", template));

        assertThatThrownBy(() -> new Routes(twice))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("two rows for GET /keys/{name}");
    }

    private static Route row(String method, String template) {
        return new Route(
                method,
                template,
                Action.KEY_GET,
                Right.KEYS_GET,
                ApiVersion.FIRST,
                0,
                _ -> Decided.answer(new byte[0]));
    }
}
