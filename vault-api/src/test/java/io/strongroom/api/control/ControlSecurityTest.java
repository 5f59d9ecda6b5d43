package io.strongroom.api.control;

import static io.strongroom.api.control.ControlSlices.DEMO;
import static io.strongroom.api.control.ControlSlices.FRESH;
import static io.strongroom.api.control.ControlSlices.SUBSCRIPTION;
import static io.strongroom.api.control.ControlSlices.VAULTS;
import static io.strongroom.api.control.ControlSlices.VERSION;
import static io.strongroom.api.control.ControlSlices.vault;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.arm.ControlSlice;
import io.strongroom.api.arm.ControlSlice.Answer;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.identity.TenantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the filters before the control plane let through, refuse and record.
class ControlSecurityTest {
    private final ControlSlice slice = ControlSlices.all();

    @ParameterizedTest
    @CsvSource({
        "GET, /subscriptions, SUBSCRIPTION_LIST",
        "GET, /SUBSCRIPTIONS/x/ResourceGroups, SUBSCRIPTION_LIST",
        "HEAD, /subscriptions/x/resourceGroups/main, SUBSCRIPTION_LIST",
        "GET, /subscriptions/x/providers/Microsoft.KeyVault/vaults, VAULT_LIST",
        "POST, /subscriptions/x/providers/Microsoft.KeyVault/checkNameAvailability, VAULT_NAME_CHECK",
        "PUT, /subscriptions/x/resourceGroups/y/providers/Microsoft.KeyVault/vaults/z, VAULT_PUT",
        "PATCH, /subscriptions/x/resourceGroups/y/providers/Microsoft.KeyVault/vaults/z, VAULT_PATCH",
        "DELETE, /subscriptions/x/resourceGroups/y/providers/Microsoft.KeyVault/vaults/z, VAULT_DELETE",
        "PUT, /subscriptions/x/resourceGroups/y/providers/Microsoft.KeyVault/vaults/z/accessPolicies/add, VAULT_ACCESS_POLICY_PUT",
        "DELETE, /subscriptions, UNKNOWN",
        "GET, /tenants, UNKNOWN",
    })
    void a_request_without_a_token_is_recorded_as_the_operation_that_it_asked_for(
            String method, String path, Action action) {
        Answer answer = slice.send(method, path, null, null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.response().getHeader("WWW-Authenticate"))
                .startsWith("Bearer authorization=\"https://localhost:8443/organizations\"");
        AuditEvent event = onlyEvent();
        assertThat(event.action()).isEqualTo(action);
        assertThat(event.caller()).isNull();
        assertThat(event.target().tenant()).isEqualTo(TenantId.NONE);
        assertThat(event.outcome().status()).isEqualTo(401);
        assertThat(event.request().correlationId())
                .isEqualTo(answer.response().getHeader("x-ms-request-id"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /tenants?api-version=2020-01-01",
        "POST, /batch?api-version=2020-06-01",
        "GET, /",
        "GET, /favicon.ico",
        "GET, ///subscriptions",
        "GET, /audit",
        "PUT, /subscriptions",
        "OPTIONS, /subscriptions",
        "OPTIONS, /none",
        "PROPFIND, /subscriptions",
        "PATCH, /health/live",
    })
    void what_no_route_serves_is_404_in_the_form_of_resource_manager_and_recorded(
            String method, String url) {
        Answer answer = slice.send(method, url, "contoso-admin", null);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("InvalidResourceType");
        AuditEvent event = onlyEvent();
        assertThat(event.action()).isEqualTo(Action.UNKNOWN);
        assertThat(event.caller()).isEqualTo(Samples.contosoAdmin());
        assertThat(event.outcome().signature()).isEqualTo("InvalidResourceType");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8443",
                "localhost",
                "LOCALHOST:9443",
                "management.localhost:8443",
                "login.localhost:8443"
            })
    void a_control_host_is_served_on_any_port(String host) {
        assertThat(slice.send("GET", DEMO, host, "contoso-admin", null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {":0", ":65536", ":99999", ":0022443", ":08443", ":100000", ":-1"})
    void a_port_that_does_not_exist_is_refused_and_recorded(String port) {
        Answer answer = slice.send("GET", DEMO, "localhost" + port, "contoso-admin", null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("BadRequest");
        assertThat(onlyEvent().action()).isEqualTo(Action.VAULT_GET);
        assertThat(onlyEvent().outcome().status()).isEqualTo(400);
    }

    @Test
    void a_slash_too_many_at_the_start_changes_nothing() {
        assertThat(slice.send("GET", "/" + DEMO, "contoso-admin", null).json())
                .isEqualTo(slice.send("GET", DEMO, "contoso-admin", null).json());
        assertThat(slice.installation.trail.events())
                .extracting(AuditEvent::action)
                .containsExactly(Action.VAULT_GET, Action.VAULT_GET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.test",
                "evil.test:8443",
                "127.0.0.1:8443",
                "[::1]:8443",
                "xlocalhost:8443",
                "localhost.evil.test:8443",
                "vault.localhost:8443",
                ""
            })
    void another_host_is_refused_and_recorded_whatever_the_token(String host) {
        Answer answer = slice.send("PUT", FRESH, host, "contoso-admin", vault(""));

        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.code()).isEqualTo("MisdirectedRequest");
        assertThat(answer.message()).isEqualTo("The host '" + host + "' is not served here.");
        AuditEvent event = onlyEvent();
        assertThat(event.action()).isEqualTo(Action.VAULT_PUT);
        assertThat(event.caller()).isNull();
        assertThat(event.outcome().signature()).isEqualTo("MisdirectedRequest");
        assertThat(slice.send("GET", FRESH, "contoso-admin", null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions;x=1",
                "/subscriptions/%2e%2e/subscriptions",
                "/subscriptions/a%2fb",
                "/subscriptions/a%5cb",
                "/subscriptions/a%00b",
                "/subscriptions/a%25b"
            })
    void an_ambiguous_path_is_refused_and_recorded(String path) {
        Answer answer = slice.send("GET", path + VERSION, "contoso-admin", null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("BadRequest");
        assertThat(onlyEvent().outcome().status()).isEqualTo(400);
        assertHeaders(answer);
    }

    @Test
    void every_response_has_the_security_headers() {
        assertHeaders(slice.send("GET", DEMO, "contoso-admin", null));
        assertHeaders(slice.send("GET", DEMO, null, null));
        assertHeaders(slice.send("GET", "/none", "contoso-admin", null));
        assertHeaders(slice.send("GET", DEMO, "evil.test", "contoso-admin", null));
    }

    @Test
    void a_session_is_never_begun_and_no_cookie_set() {
        Answer answer = slice.send("GET", DEMO, "contoso-admin", null);

        assertThat(answer.response().getCookies()).isEmpty();
        assertThat(answer.response().getHeaderNames()).doesNotContain("Set-Cookie");
    }

    @Test
    void the_metadata_of_a_protected_resource_are_not_served() {
        assertThat(slice.send("GET", "/.well-known/oauth-protected-resource", null, null).status())
                .isEqualTo(401);
    }

    @Test
    void keys_of_an_issuer_that_cannot_be_fetched_are_503_and_recorded() {
        Answer answer = slice.send("GET", DEMO, ControlSlice.TOKEN_OF_AN_ABSENT_ISSUER, null);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("ServiceUnavailable");
        assertThat(answer.response().getHeader("Retry-After")).isEqualTo("2");
        assertThat(answer.response().getHeader("WWW-Authenticate")).isNull();
        assertThat(onlyEvent().action()).isEqualTo(Action.VAULT_GET);
        assertThat(onlyEvent().outcome().status()).isEqualTo(503);
    }

    @Test
    void while_no_records_are_taken_a_refusal_is_503() {
        slice.installation.trail.close();

        assertThat(slice.send("GET", DEMO, null, null).status()).isEqualTo(503);
        assertThat(slice.send("GET", DEMO, "evil.test", null, null).status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic contoso-admin", "PoP contoso-admin", "Bearer", "Bearer "})
    void only_a_bearer_token_in_the_header_is_a_token(String header) {
        assertThat(slice.authorized(SUBSCRIPTION, header).status()).isEqualTo(401);
    }

    @Test
    void a_token_in_the_query_is_not_a_token() {
        String url = VAULTS + "/contoso-demo" + VERSION + "&access_token=contoso-admin";

        assertThat(slice.send("GET", url, null, null).status()).isEqualTo(401);
    }

    private AuditEvent onlyEvent() {
        assertThat(slice.installation.trail.events()).hasSize(1);
        return slice.installation.trail.last();
    }

    private static void assertHeaders(Answer answer) {
        assertHeader(answer, "Cache-Control", "no-cache");
        assertHeader(answer, "X-Content-Type-Options", "nosniff");
        assertHeader(answer, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        assertHeader(
                answer, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        assertHeader(answer, "X-Frame-Options", "DENY");
        assertHeader(answer, "Referrer-Policy", "no-referrer");
        assertHeader(answer, "Content-Type", "application/json; charset=utf-8");
    }

    private static void assertHeader(Answer answer, String name, @Nullable String value) {
        assertThat(answer.response().getHeaders(name)).as(name).containsExactly(value);
    }
}
