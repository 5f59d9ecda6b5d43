package io.strongroom.dev.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class TokenServiceTest {
    private static final String TENANT = "11111111-1111-4111-8111-111111111111";
    private static final String OTHER_TENANT = "22222222-2222-4222-8222-222222222222";
    private static final String CLIENT = "33333333-3333-4333-8333-333333333333";
    private static final String OBJECT = "44444444-4444-4444-8444-444444444444";
    private static final String SECRET = "correct horse";
    private static final String RESOURCE = "https://vault.localhost:8443";
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.7Z");

    static {
        // before the client's classes are loaded: the tests say which host was dialled
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static AnnotationConfigServletWebServerApplicationContext context;
    private static int port;

    @BeforeAll
    static void start() {
        context = new AnnotationConfigServletWebServerApplicationContext(Wiring.class);
        port = Objects.requireNonNull(context.getWebServer()).getPort();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class Wiring {
        private final SigningKey key = SigningKey.generate();
        private final Authority authority = new Authority(8443);
        private final Clients clients =
                new Clients(
                        List.of(
                                new Client(
                                        UUID.fromString(TENANT),
                                        UUID.fromString(CLIENT),
                                        UUID.fromString(OBJECT),
                                        "contoso-app",
                                        SECRET),
                                new Client(
                                        UUID.fromString(OTHER_TENANT),
                                        UUID.randomUUID(),
                                        UUID.randomUUID(),
                                        "fabrikam-app",
                                        "other")));

        @Bean
        TomcatServletWebServerFactory server() {
            return new TomcatServletWebServerFactory(0);
        }

        @Bean
        DispatcherServlet dispatcherServlet() {
            return new DispatcherServlet();
        }

        @Bean
        TokenEndpoint tokenEndpoint() {
            return new TokenEndpoint(clients, key, authority, Clock.fixed(NOW, ZoneOffset.UTC));
        }

        @Bean
        Discovery discovery() {
            return new Discovery(clients, key, authority);
        }
    }

    @Test
    void java_gets_a_second_version_token_with_one_call() throws Exception {
        JsonNode answer =
                post(
                        "/" + TENANT + "/oauth2/v2.0/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_info",
                                "1",
                                "scope",
                                RESOURCE + "/.default openid profile offline_access",
                                "client_id",
                                CLIENT,
                                "client_secret",
                                SECRET),
                        200);

        assertThat(answer.get("token_type").asString()).isEqualTo("Bearer");
        assertThat(answer.get("expires_in").isNumber()).isTrue();
        assertThat(answer.get("expires_in").asInt()).isEqualTo(3600);
        Map<String, Object> claims = verified(answer);
        assertThat(claims)
                .containsEntry("iss", "https://localhost:8443/" + TENANT + "/v2.0")
                .containsEntry("aud", RESOURCE)
                .containsEntry("tid", TENANT)
                .containsEntry("oid", OBJECT)
                .containsEntry("sub", OBJECT)
                .containsEntry("azp", CLIENT)
                .containsEntry("azpacr", "1")
                .containsEntry("app_displayname", "contoso-app")
                .containsEntry("ver", "2.0")
                .containsEntry("iat", 1795608000L)
                .containsEntry("nbf", 1795608000L)
                .containsEntry("exp", 1795611600L)
                .containsKeys("idp", "uti");
    }

    @Test
    void javascript_follows_the_metadata_whose_issuer_is_the_host_it_dialled() throws Exception {
        for (String host : List.of("localhost:8443", "login.localhost:8443", "127.0.0.1:8443")) {
            JsonNode metadata =
                    get("/" + TENANT + "/v2.0/.well-known/openid-configuration", host, 200);

            assertThat(metadata.get("issuer").asString())
                    .isEqualTo("https://" + host + "/" + TENANT + "/v2.0");
            assertThat(metadata.get("token_endpoint").asString())
                    .isEqualTo("https://" + host + "/" + TENANT + "/oauth2/v2.0/token");
            assertThat(metadata.get("authorization_endpoint").asString())
                    .startsWith("https://" + host + "/");
            assertThat(metadata.get("jwks_uri").asString()).startsWith("https://" + host + "/");
        }
    }

    @Test
    void a_host_that_nobody_is_asked_to_dial_does_not_get_into_the_metadata() throws Exception {
        JsonNode metadata =
                get("/" + TENANT + "/v2.0/.well-known/openid-configuration", "evil.example", 200);

        assertThat(metadata.toString()).doesNotContain("evil.example");
    }

    @ParameterizedTest
    @CsvSource({"/adfs", "/adfs/adfs"})
    void python_and_az_find_ad_fs_and_the_client_id_decides_the_tenant(String path)
            throws Exception {
        JsonNode metadata = get(path + "/.well-known/openid-configuration", "localhost:8443", 200);
        assertThat(metadata.get("token_endpoint").asString())
                .isEqualTo("https://localhost:8443/adfs/oauth2/token");

        JsonNode answer =
                post(
                        path + "/oauth2/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "scope",
                                RESOURCE + "/.default",
                                "client_id",
                                CLIENT,
                                "client_secret",
                                SECRET),
                        200);

        assertThat(answer.get("expires_in").isNumber()).isTrue();
        assertThat(verified(answer))
                .containsEntry("tid", TENANT)
                .containsEntry("iss", "https://localhost:8443/" + TENANT + "/")
                .containsEntry("aud", RESOURCE)
                .containsEntry("appid", CLIENT);
    }

    @Test
    void the_jca_provider_gets_a_first_version_token_for_a_resource() throws Exception {
        JsonNode answer =
                post(
                        "/" + TENANT + "/oauth2/token",
                        Map.of(
                                "grant_type", "client_credentials",
                                "resource", RESOURCE,
                                "client_id", CLIENT,
                                "client_secret", SECRET),
                        200);

        assertThat(answer.get("expires_in").asString()).isEqualTo("3600");
        assertThat(answer.get("expires_on").asString()).isEqualTo("1795611600");
        assertThat(answer.get("resource").asString()).isEqualTo(RESOURCE);
        assertThat(verified(answer))
                .containsEntry("iss", "https://localhost:8443/" + TENANT + "/")
                .containsEntry("aud", RESOURCE)
                .containsEntry("appid", CLIENT)
                .containsEntry("appidacr", "1")
                .containsEntry("ver", "1.0");
    }

    @Test
    void the_secret_may_come_in_the_authorization_header() throws Exception {
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                (CLIENT + ":" + encoded(SECRET)).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response =
                HTTP.send(
                        request("/" + TENANT + "/oauth2/v2.0/token")
                                .header("Authorization", "Basic " + basic)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                form(
                                                        Map.of(
                                                                "grant_type",
                                                                "client_credentials",
                                                                "scope",
                                                                RESOURCE + "/.default"))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void a_double_slash_before_default_is_part_of_the_audience() throws Exception {
        JsonNode answer =
                post(
                        "/" + TENANT + "/oauth2/v2.0/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "scope",
                                "https://localhost:8443//.default",
                                "client_id",
                                CLIENT,
                                "client_secret",
                                SECRET),
                        200);

        assertThat(verified(answer)).containsEntry("aud", "https://localhost:8443/");
    }

    @ParameterizedTest
    @CsvSource({
        "client_secret, wrong, 401, invalid_client, AADSTS7000215",
        "client_secret, '', 401, invalid_client, AADSTS7000218",
        "client_id, 55555555-5555-4555-8555-555555555555, 400, unauthorized_client, AADSTS700016",
        "client_id, '', 400, invalid_request, AADSTS900144",
        "grant_type, password, 400, unsupported_grant_type, AADSTS70003",
        "grant_type, '', 400, invalid_request, AADSTS900144",
        "scope, https://vault.localhost:8443/keys, 400, invalid_scope, AADSTS1002012",
        "scope, '', 400, invalid_request, AADSTS900144",
    })
    void a_refusal_says_what_entra_says(
            String parameter, String value, int status, String error, String code)
            throws Exception {
        Map<String, String> form =
                new HashMap<>(
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "scope",
                                RESOURCE + "/.default",
                                "client_id",
                                CLIENT,
                                "client_secret",
                                SECRET));
        form.put(parameter, value);

        JsonNode answer = post("/" + TENANT + "/oauth2/v2.0/token", form, status);

        assertThat(answer.get("error").asString()).isEqualTo(error);
        assertThat(answer.get("error_description").asString())
                .startsWith(code + ": ")
                .contains("Trace ID: ", "Correlation ID: ", "Timestamp: 2026-11-25 12:00:00Z")
                .doesNotContain(SECRET, "wrong");
        assertThat(code).endsWith(answer.get("error_codes").get(0).asString());
    }

    @Test
    void a_client_of_another_tenant_is_not_found() throws Exception {
        JsonNode answer =
                post(
                        "/" + OTHER_TENANT + "/oauth2/v2.0/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "scope",
                                RESOURCE + "/.default",
                                "client_id",
                                CLIENT,
                                "client_secret",
                                SECRET),
                        400);

        assertThat(answer.get("error").asString()).isEqualTo("unauthorized_client");
    }

    @Test
    void a_tenant_that_is_not_there_is_not_found() throws Exception {
        String nobody = "99999999-9999-4999-8999-999999999999";

        assertThat(
                        get(
                                        "/" + nobody + "/v2.0/.well-known/openid-configuration",
                                        "localhost:8443",
                                        400)
                                .get("error_description")
                                .asString())
                .startsWith("AADSTS90002");
        assertThat(post("/" + nobody + "/oauth2/token", Map.of(), 400).get("error").asString())
                .isEqualTo("invalid_request");
    }

    @Test
    void an_unknown_authority_learns_that_this_host_is_one() throws Exception {
        JsonNode answer =
                get(
                        "/common/discovery/instance?api-version=1.1&authorization_endpoint="
                                + encoded(
                                        "https://localhost:8443/"
                                                + TENANT
                                                + "/oauth2/v2.0/authorize"),
                        "localhost:8443",
                        200);

        assertThat(answer.get("tenant_discovery_endpoint").asString())
                .isEqualTo(
                        "https://localhost:8443/"
                                + TENANT
                                + "/v2.0/.well-known/openid-configuration");
        assertThat(answer.get("metadata").get(0).get("aliases").get(0).asString())
                .isEqualTo("localhost:8443");
    }

    @Test
    void the_issuers_are_those_that_tokens_name() {
        assertThat(new Authority(8443).issuers(Set.of(UUID.fromString(TENANT))))
                .containsKeys(
                        "https://localhost:8443/" + TENANT + "/",
                        "https://localhost:8443/" + TENANT + "/v2.0",
                        "https://login.localhost:8443/" + TENANT + "/v2.0")
                .allSatisfy((issuer, tenant) -> assertThat(issuer).contains(tenant.toString()));
    }

    /// The claims of the token, whose signature the JDK has verified with the published key.
    private static Map<String, Object> verified(JsonNode answer) throws Exception {
        SignedJWT token = parsed(answer.get("access_token").asString());
        JsonNode key =
                get("/" + TENANT + "/discovery/v2.0/keys", "localhost:8443", 200)
                        .get("keys")
                        .get(0);
        assertThat(key.has("d")).isFalse();
        assertThat(token.getHeader().getKeyID()).isEqualTo(key.get("kid").asString());
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new RSAPublicKeySpec(number(key.get("n")), number(key.get("e")))));
        verifier.update(token.getSigningInput());
        assertThat(verifier.verify(token.getSignature().decode())).isTrue();
        return token.getPayload().toJSONObject();
    }

    private static SignedJWT parsed(String token) throws ParseException {
        return SignedJWT.parse(token);
    }

    private static BigInteger number(JsonNode member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(member.asString()));
    }

    private static JsonNode post(String path, Map<String, String> form, int status)
            throws Exception {
        return send(
                request(path)
                        .header("Host", "localhost:8443")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form(form)))
                        .build(),
                status);
    }

    private static JsonNode get(String path, String host, int status) throws Exception {
        return send(request(path).header("Host", host).build(), status);
    }

    private static JsonNode send(HttpRequest request, int status) throws Exception {
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new ObjectMapper().readTree(response.body());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static String form(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
