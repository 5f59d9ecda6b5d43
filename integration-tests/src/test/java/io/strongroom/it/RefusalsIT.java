package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Json;
import io.strongroom.it.harness.Jwt;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Plane;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.Waiting;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every refusal of the data plane: its status, its codes, and the record that the officer reads.
class RefusalsIT {
    private static final Node NODE = Site.shared().first().node();
    private static final Person ADMIN = NODE.admin();
    private static final String VAULT = Names.fresh("refusals");
    private static final String DIGEST = "A".repeat(43);
    private static final Map<String, String> SIGN_ES256 = Map.of("alg", "ES256", "value", DIGEST);

    private static final AtomicInteger UNAUTHORIZED = new AtomicInteger();

    @BeforeAll
    static void create_the_vault() {
        ADMIN.createVault(VAULT, Map.of(NODE.app().principal(), List.of("get"))).ok();
        ADMIN.createEcKey(VAULT, "ec");
    }

    /// Refused tokens share records.
    @AfterAll
    static void each_refused_token_is_in_the_count_of_a_record() {
        Waiting.until(
                "records of all refused tokens",
                Duration.ofSeconds(5),
                () -> requests("Unauthorized") == UNAUTHORIZED.get());
    }

    private static int requests(String signature) {
        return NODE.officer().events(Map.of("vault", VAULT, "result", signature)).stream()
                .mapToInt(event -> event.path("properties").path("count").asInt(1))
                .sum();
    }

    @Test
    void no_token_is_401_with_a_challenge() {
        Answer answer = signWith(null);

        refused(answer, 401, "Unauthorized", "");
        assertThat(answer.message())
                .isEqualTo("AKV10000: Request is missing a Bearer or PoP token.");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo(
                        "Bearer authorization=\"%s/%s\", resource=\"%s\""
                                .formatted(
                                        NODE.installation().authority(),
                                        ADMIN.principal().tenantId(),
                                        NODE.installation().resource()));
        recorded(answer, "KeySign", "Challenge");
    }

    @Test
    void a_token_signed_by_somebody_else_is_401() {
        Jwt token = dataToken(ADMIN);

        unauthorized(signWith(token.signedBy(anotherKey())));
    }

    @Test
    void a_token_with_a_changed_claim_is_401() {
        Jwt token = dataToken(NODE.person(Organisation.CONTOSO, Role.NOBODY));
        token.claims().put("oid", ADMIN.principal().objectId());

        unauthorized(signWith(token.unchanged()));
    }

    @Test
    void a_token_without_signature_is_401() {
        Jwt token = dataToken(ADMIN);
        token.header().put("alg", "none");
        String unsigned = token.unchanged();

        unauthorized(signWith(unsigned.substring(0, unsigned.lastIndexOf('.') + 1)));
    }

    @Test
    void the_unchanged_token_signed_again_by_the_token_service_is_accepted() {
        assertThat(signWith(dataToken(ADMIN).signedBy(issuersKey())).status()).isEqualTo(200);
    }

    @Test
    void an_expired_token_is_401() {
        Jwt token = dataToken(ADMIN);
        long past = Instant.now().getEpochSecond() - 3600;
        token.claims().put("iat", past - 3600).put("nbf", past - 3600).put("exp", past);

        unauthorized(signWith(token.signedBy(issuersKey())));
    }

    @Test
    void a_token_for_another_audience_is_401() {
        Jwt token = dataToken(ADMIN);
        token.claims().put("aud", "https://vault.example.com");

        unauthorized(signWith(token.signedBy(issuersKey())));
    }

    @Test
    void a_token_for_the_control_plane_is_401() {
        unauthorized(signWith(ADMIN.token(Plane.CONTROL)));
    }

    @Test
    void a_token_of_an_unknown_issuer_is_401() {
        Jwt token = dataToken(ADMIN);
        token.claims().put("iss", "https://issuer.example.com/");

        unauthorized(signWith(token.signedBy(issuersKey())));
    }

    @Test
    void a_token_of_another_tenant_is_401() {
        Person foreign = NODE.person(Organisation.FABRIKAM, Role.ADMIN);

        Answer answer = signWith(foreign.token(Plane.DATA));

        unauthorized(answer);
        assertThat(answer.message()).startsWith("AKV10032: Invalid issuer. Expected one of ");
    }

    @Test
    void a_token_whose_tenant_is_not_its_issuers_is_401() {
        Jwt token = dataToken(NODE.person(Organisation.FABRIKAM, Role.ADMIN));
        token.claims().put("tid", ADMIN.principal().tenantId());

        unauthorized(signWith(token.signedBy(issuersKey())));
    }

    @Test
    void a_right_that_no_policy_gives_is_403() {
        Answer answer = NODE.app().data("POST", VAULT, "/keys/ec//sign", SIGN_ES256);

        refused(answer, 403, "Forbidden", "ForbiddenByPolicy");
        assertThat(answer.message())
                .contains("does not have keys sign permission on key vault")
                .contains(VAULT + ";location=local");
        recorded(answer, "KeySign", "ForbiddenByPolicy");
    }

    @Test
    void a_right_that_no_policy_gives_says_nothing_about_the_key() {
        Answer there = NODE.app().data("POST", VAULT, "/keys/ec//sign", SIGN_ES256);
        Answer absent = NODE.app().data("POST", VAULT, "/keys/absent//sign", SIGN_ES256);

        assertThat(absent.body()).isEqualTo(there.body());
    }

    @Test
    void an_operation_that_key_ops_lacks_is_403() {
        ADMIN.createKey(
                        VAULT,
                        "verify-only",
                        Map.of("kty", "EC-HSM", "crv", "P-256", "key_ops", List.of("verify")))
                .ok();

        Answer answer = ADMIN.sign(VAULT, "verify-only", "ES256", DIGEST);

        refused(answer, 403, "Forbidden", "KeyOperationForbidden");
        assertThat(answer.message()).isEqualTo("Operation sign is not permitted on this key.");
        recorded(answer, "KeySign", "KeyOperationForbidden");
    }

    @Test
    void a_disabled_key_is_403() {
        ADMIN.createEcKey(VAULT, "disabled");
        ADMIN.enable(VAULT, "disabled", false).ok();

        Answer answer = ADMIN.sign(VAULT, "disabled", "ES256", DIGEST);

        refused(answer, 403, "Forbidden", "KeyDisabled");
        recorded(answer, "KeySign", "KeyDisabled");
        assertThat(ADMIN.data("GET", VAULT, "/keys/disabled", null).status()).isEqualTo(200);
    }

    @Test
    void a_key_before_its_time_is_403() {
        createRsa("early", Map.of("nbf", Instant.now().getEpochSecond() + 3600));

        Answer answer = ADMIN.sign(VAULT, "early", "RS256", DIGEST);

        refused(answer, 403, "Forbidden", "KeyNotYetValidOrExpired");
        recorded(answer, "KeySign", "KeyNotYetValidOrExpired");
    }

    @Test
    void an_expired_key_is_403_but_still_decrypts_and_verifies() {
        createRsa("late", Map.of());
        Answer secret = crypt("late", "encrypt", "AAAA").ok();
        String signature =
                ADMIN.sign(VAULT, "late", "RS256", DIGEST).ok().json().get("value").asText();
        ADMIN.data(
                        "PATCH",
                        VAULT,
                        "/keys/late/",
                        Map.of("attributes", Map.of("exp", Instant.now().getEpochSecond() - 3600)))
                .ok();

        Answer sign = ADMIN.sign(VAULT, "late", "RS256", DIGEST);
        Answer encrypt = crypt("late", "encrypt", "AAAA");
        Answer wrap = crypt("late", "wrapkey", "AAAA");

        refused(sign, 403, "Forbidden", "KeyNotYetValidOrExpired");
        recorded(sign, "KeySign", "KeyNotYetValidOrExpired");
        refused(encrypt, 403, "Forbidden", "KeyNotYetValidOrExpired");
        recorded(encrypt, "KeyEncrypt", "KeyNotYetValidOrExpired");
        refused(wrap, 403, "Forbidden", "KeyNotYetValidOrExpired");
        recorded(wrap, "KeyWrap", "KeyNotYetValidOrExpired");
        String ciphertext = secret.json().get("value").asText();
        assertThat(crypt("late", "decrypt", ciphertext).ok().json().get("value").asText())
                .isEqualTo("AAAA");
        assertThat(crypt("late", "unwrapkey", ciphertext).status()).isEqualTo(200);
        Answer verified =
                ADMIN.data(
                        "POST",
                        VAULT,
                        "/keys/late//verify",
                        Map.of("alg", "RS256", "digest", DIGEST, "value", signature));
        assertThat(verified.ok().json().get("value").asBoolean()).isTrue();
    }

    @Test
    void an_unknown_key_is_404() {
        Answer answer = ADMIN.sign(VAULT, "unknown", "ES256", DIGEST);

        refused(answer, 404, "KeyNotFound", "");
        assertThat(answer.message())
                .startsWith("A key with (name/id) unknown was not found in this key vault.");
        recorded(answer, "KeySign", "KeyNotFound");
    }

    @Test
    void an_unknown_version_is_404() {
        String version = UUID.randomUUID().toString().replace("-", "");

        Answer answer = ADMIN.data("POST", VAULT, "/keys/ec/" + version + "/sign", SIGN_ES256);

        refused(answer, 404, "KeyNotFound", "");
        assertThat(answer.message()).contains("ec/" + version);
        recorded(answer, "KeySign", "KeyNotFound");
    }

    @Test
    void a_digest_of_the_wrong_length_is_400() {
        badParameter(ADMIN.sign(VAULT, "ec", "ES256", "A".repeat(42)), "KeySign");
        badParameter(ADMIN.sign(VAULT, "ec", "ES256", "A".repeat(44)), "KeySign");
        badParameter(ADMIN.sign(VAULT, "ec", "ES256", ""), "KeySign");
    }

    @Test
    void an_algorithm_of_another_key_type_is_400() {
        badParameter(ADMIN.sign(VAULT, "ec", "RS256", DIGEST), "KeySign");
        badParameter(ADMIN.sign(VAULT, "ec", "ES256K", DIGEST), "KeySign");
    }

    @Test
    void an_algorithm_that_does_not_exist_is_400() {
        badParameter(ADMIN.sign(VAULT, "ec", "none", DIGEST), "KeySign");
        badParameter(ADMIN.sign(VAULT, "ec", "HS256", DIGEST), "KeySign");
    }

    @Test
    void a_name_of_127_characters_is_allowed_and_one_more_is_400() {
        Map<String, String> wish = Map.of("kty", "EC-HSM", "crv", "P-256");

        assertThat(ADMIN.createKey(VAULT, "n".repeat(127), wish).status()).isEqualTo(200);
        Answer answer = ADMIN.createKey(VAULT, "n".repeat(128), wish);

        badParameter(answer, "KeyCreate");
        assertThat(answer.message())
                .isEqualTo("The request URI contains an invalid name: " + "n".repeat(128));
    }

    @Test
    void a_name_with_an_underscore_is_400() {
        Answer answer = ADMIN.createKey(VAULT, "bad_name", Map.of("kty", "EC-HSM"));

        badParameter(answer, "KeyCreate");
        assertThat(answer.message())
                .isEqualTo("The request URI contains an invalid name: bad_name");
    }

    @Test
    void fifteen_tags_are_allowed_and_one_more_is_400() {
        assertThat(createTagged("tags-15", 15).status()).isEqualTo(200);

        badParameter(createTagged("tags-16", 16), "KeyCreate");
        Answer update = ADMIN.data("PATCH", VAULT, "/keys/tags-15/", Map.of("tags", tags(16)));
        badParameter(update, "KeyUpdate");
    }

    @Test
    void an_unknown_api_version_is_400() {
        badParameter(
                ADMIN.data("POST", VAULT, "/keys/ec//sign?api-version=1999-01-01", SIGN_ES256),
                "KeySign");
    }

    @Test
    void a_missing_api_version_is_400() {
        badParameter(ADMIN.data("POST", VAULT, "/keys/ec//sign?x=y", SIGN_ES256), "KeySign");
    }

    @Test
    void a_body_of_8_KiB_is_read_and_one_byte_more_is_413() {
        assertThat(signBody(padded(8_192)).status()).isEqualTo(200);

        Answer answer = signBody(padded(8_193));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("RequestBodyTooLarge");
        recorded(answer, "KeySign", "RequestBodyTooLarge");
    }

    @Test
    void a_member_that_comes_twice_is_400() {
        badParameter(
                signBody(
                        "{\"alg\":\"ES256\",\"value\":\"%s\",\"alg\":\"ES256\"}".formatted(DIGEST)),
                "KeySign");
    }

    @Test
    void a_body_of_depth_16_is_read_and_one_deeper_is_400() {
        assertThat(signBody(nested(16)).status()).isEqualTo(200);

        badParameter(signBody(nested(17)), "KeySign");
    }

    @Test
    void a_body_that_is_no_json_is_400() {
        badParameter(signBody("{\"alg\":"), "KeySign");
        badParameter(signBody("[]"), "KeySign");
    }

    @Test
    void a_vault_that_is_not_there_is_404() {
        Answer answer = ADMIN.sign(Names.fresh("absent"), "ec", "ES256", DIGEST);

        refused(answer, 404, "VaultNotFound", "");
    }

    private static Answer signWith(@Nullable String token) {
        return NODE.raw()
                .send(
                        "POST",
                        NODE.installation().vault(VAULT)
                                + "/keys/ec//sign?api-version="
                                + Person.DATA_VERSION,
                        token,
                        Json.of(SIGN_ES256));
    }

    private static Answer signBody(String body) {
        return NODE.raw()
                .send(
                        "POST",
                        NODE.installation().vault(VAULT)
                                + "/keys/ec//sign?api-version="
                                + Person.DATA_VERSION,
                        ADMIN.token(Plane.DATA),
                        body);
    }

    private static Jwt dataToken(Person person) {
        return Jwt.parse(person.token(Plane.DATA));
    }

    private static Answer crypt(String key, String operation, String value) {
        return ADMIN.data(
                "POST",
                VAULT,
                "/keys/" + key + "//" + operation,
                Map.of("alg", "RSA-OAEP", "value", value));
    }

    private static void createRsa(String name, Map<String, Object> attributes) {
        ADMIN.createKey(
                        VAULT,
                        name,
                        Map.of("kty", "RSA-HSM", "key_size", 2048, "attributes", attributes))
                .ok();
    }

    private static Answer createTagged(String name, int count) {
        return ADMIN.createKey(
                VAULT, name, Map.of("kty", "EC-HSM", "crv", "P-256", "tags", tags(count)));
    }

    private static Map<String, String> tags(int count) {
        return IntStream.range(0, count)
                .boxed()
                .collect(Collectors.toMap(i -> "tag" + i, i -> "value" + i));
    }

    /// A body of this many bytes that signs.
    private static String padded(int bytes) {
        String json = Json.of(SIGN_ES256);
        return json + " ".repeat(bytes - json.length());
    }

    /// A body that signs, with an unknown member, this deep in all.
    private static String nested(int depth) {
        int inner = depth - 1;
        return "{\"alg\":\"ES256\",\"value\":\"%s\",\"x\":%s%s}"
                .formatted(DIGEST, "[".repeat(inner), "]".repeat(inner));
    }

    private static PrivateKey anotherKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey issuersKey() {
        return Site.shared().first().tokenSigningKey();
    }

    private static void unauthorized(Answer answer) {
        refused(answer, 401, "Unauthorized", "");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer authorization=\"");
        UNAUTHORIZED.incrementAndGet();
    }

    private static void badParameter(Answer answer, String operation) {
        refused(answer, 400, "BadParameter", "");
        recorded(answer, operation, "BadParameter");
    }

    private static void refused(Answer answer, int status, String code, String innerCode) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.innerCode()).isEqualTo(innerCode);
        assertThat(answer.mediaType()).isEqualTo("application/json;charset=utf-8");
    }

    /// The refusal stands in the officer's log already.
    private static void recorded(Answer answer, String operation, String signature) {
        JsonNode event =
                NODE.officer()
                        .event(Map.of("vault", VAULT, "operation", operation), answer.requestId())
                        .orElseThrow(
                                () -> new AssertionError("no record of " + answer.requestId()));
        assertThat(event.path("resultSignature").asText()).isEqualTo(signature);
        assertThat(event.path("resultDescription").asText()).isEqualTo(answer.message());
        assertThat(event.path("properties").path("httpStatusCode").asInt())
                .isEqualTo(answer.status());
        assertThat(event.path("strongroom").path("tenant").asText())
                .isEqualTo(ADMIN.principal().tenantId());
    }
}
