package io.strongroom.api.auth;

import static io.strongroom.core.Refused.refused;
import static java.time.Instant.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.strongroom.api.http.AddressSettings;
import io.strongroom.api.http.Addresses;
import io.strongroom.core.Samples;
import io.strongroom.core.SettableClock;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.DisplayName;
import io.strongroom.core.identity.PrincipalId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

final class TokenAuthenticationTest {
    private static final String EXPECTED = "Error validating token: ";
    private final SettableClock clock = new SettableClock(Samples.NOW);
    private final TestIssuer contoso = new TestIssuer(Samples.CONTOSO);
    private final TestIssuer fabrikam = new TestIssuer(Samples.FABRIKAM);
    private final TokenAuthentication tokens =
            authentication(contoso.settings(), fabrikam.settings());

    @AfterEach
    void close() {
        tokens.close();
        contoso.close();
        fabrikam.close();
    }

    @Test
    void a_good_token_names_its_caller() {
        String token = contoso.token("app", claims -> claims.claim("upn", "ada@contoso.test"));

        assertThat(tokens.authenticate("Bearer " + token, Plane.DATA))
                .isEqualTo(
                        new Caller(
                                Samples.CONTOSO,
                                new PrincipalId("app"),
                                "client-of-app",
                                "ada@contoso.test",
                                contoso.name(),
                                true,
                                null));
    }

    @Test
    void the_caller_has_the_name_by_which_people_know_it() {
        assertThat(nameOf(_ -> {})).isEmpty();
        assertThat(nameOf(claims -> claims.claim("app_displayname", "Invoices")))
                .contains("Invoices");
        assertThat(
                        nameOf(claims ->
                                claims.claim("app_displayname", "Invoices").claim("name", "Ada")))
                .contains("Ada");
        assertThat(nameOf(claims -> claims.claim("name", "Ada").claim("preferred_username", "ada")))
                .contains("ada");
    }

    @Test
    void a_user_is_not_shown_under_the_name_of_the_application() {
        assertThat(
                        nameOf(claims ->
                                claims.claim("app_displayname", "Invoices").claim("idtyp", "user")))
                .isEmpty();
    }

    @Test
    void no_token_is_refused_for_its_name() {
        assertThat(nameOf(claims -> claims.claim("name", List.of("Ada")))).isEmpty();
        assertThat(nameOf(claims -> claims.claim("name", " \n "))).isEmpty();
        assertThat(nameOf(claims -> claims.claim("name", "a\n\u202Eb"))).contains("a\uFFFD\uFFFDb");
        assertThat(nameOf(claims -> claims.claim("name", "x".repeat(5000))))
                .contains("x".repeat(128));
    }

    private Optional<String> nameOf(Consumer<JWTClaimsSet.Builder> change) {
        String token =
                contoso.token(
                        "app",
                        claims -> {
                            change.accept(claims);
                            return claims;
                        });
        Caller caller = tokens.authenticate("Bearer " + token, Plane.DATA);
        return Optional.ofNullable(caller.displayName()).map(DisplayName::value);
    }

    @Test
    void the_scheme_compares_without_case() {
        assertThat(tokens.authenticate("bearer " + contoso.token("app"), Plane.DATA).tenant())
                .isEqualTo(Samples.CONTOSO);
    }

    @Test
    void the_subject_and_azp_stand_in_for_oid_and_appid() {
        String token =
                contoso.token(
                        "app",
                        claims ->
                                claims.claim("oid", null).claim("appid", null).claim("azp", "spa"));

        Caller caller = tokens.authenticate("Bearer " + token, Plane.DATA);
        assertThat(caller.principal()).isEqualTo(new PrincipalId("subject-of-app"));
        assertThat(caller.applicationId()).isEqualTo("spa");
    }

    @Test
    void subjects_that_differ_in_case_are_two_callers() {
        assertThat(callerBySubject("00uAbC").principal().value()).isEqualTo("00uAbC");
        assertThat(callerBySubject("00uaBc")).isNotEqualTo(callerBySubject("00uAbC"));
    }

    @Test
    void object_ids_compare_without_case() {
        String id = "0f8fad5b-d9cb-469f-a165-70867728950e";

        assertThat(caller(claims -> claims.claim("oid", id.toUpperCase(Locale.ROOT))).principal())
                .isEqualTo(new PrincipalId(id));
    }

    @ParameterizedTest
    @CsvSource({
        "idtyp, user, true",
        "idtyp, app, false",
        "scp, user_impersonation, true",
        "scp, ' ', false",
        "upn, ada@contoso.test, true",
        "other, x, false",
    })
    void a_token_shows_whether_a_user_acts_through_the_application(
            String claim, String value, boolean delegated) {
        assertThat(caller(claims -> claims.claim(claim, value)).delegated()).isEqualTo(delegated);
        assertThat(caller(claims -> claims.claim(claim, value).claim("idtyp", "app")).delegated())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vault.localhost:8443",
                "https://vault.localhost:8443/",
                "https://vault.localhost",
            })
    void the_resource_is_an_audience_with_and_without_a_trailing_slash(String audience) {
        assertAccepted(claims -> claims.audience(audience));
    }

    @Test
    void one_of_several_audiences_is_enough() {
        assertAccepted(claims -> claims.audience(List.of("https://other", TestIssuer.DATA)));
    }

    @Test
    void a_control_plane_token_is_for_each_host_of_the_control_plane() {
        for (String host : List.of("localhost", "management.localhost", "login.localhost")) {
            String token =
                    contoso.token("app", claims -> claims.audience("https://" + host + ":8443/"));
            assertThat(tokens.authenticate("Bearer " + token, Plane.CONTROL).tenant())
                    .isEqualTo(Samples.CONTOSO);
        }
    }

    @Test
    void es256_ps256_and_at_jwt_are_accepted() {
        JWSHeader ps256 =
                new JWSHeader.Builder(JWSAlgorithm.PS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(contoso.key().getKeyID())
                        .build();
        assertAccepted(contoso.signed(ps256, contoso.claims("app"), contoso.key()));

        contoso.rotateTo(TestIssuer.ecKey());
        assertAccepted(contoso.token("app"));
    }

    @Test
    void a_token_without_a_type_is_accepted() {
        assertAccepted(
                contoso.signed(
                        new JWSHeader(JWSAlgorithm.RS256), contoso.claims("app"), contoso.key()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "PoP abc", "Bearerabc"})
    void a_header_without_a_bearer_token_is_no_token(String header) {
        assertRefusedHeader(header, "AKV10000: Request is missing a Bearer or PoP token.");
    }

    @Test
    void an_absent_header_is_no_token() {
        assertThatThrownBy(() -> tokens.authenticate(null, Plane.DATA))
                .is(refused(401))
                .hasMessage("AKV10000: Request is missing a Bearer or PoP token.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a.b.c", "....", "e30.e30.", "null", "bnVsbA.bnVsbA.bnVsbA"})
    void what_is_no_token_is_refused(String text) {
        assertRefusedToken(text, "The access token is invalid.");
    }

    @Test
    void a_token_longer_than_16_kib_is_refused() {
        String padded =
                contoso.token("app", claims -> claims.claim("padding", "x".repeat(16 * 1024)));
        assertRefusedToken(padded, "The access token is invalid.");
    }

    @Test
    void deep_nesting_in_a_token_is_refused() {
        String deep = "[".repeat(9000);
        String token = Base64URL.encode("{\"alg\":\"RS256\",\"x\":" + deep) + ".e30.e30";
        assertRefusedToken(token, "The access token is invalid.");
    }

    @Test
    void an_unsigned_token_is_refused() {
        assertRefusedToken(
                new PlainJWT(contoso.claims("app")).serialize(), "The access token is invalid.");
    }

    @Test
    void a_token_signed_symmetrically_with_the_public_key_is_refused() throws Exception {
        byte[] publicKey = contoso.key().toRSAKey().toRSAPublicKey().getEncoded();
        JWK symmetric = new OctetSequenceKey.Builder(publicKey).build();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(contoso.key().getKeyID()).build();

        assertRefusedToken(
                contoso.signed(header, contoso.claims("app"), symmetric),
                "The access token's signature could not be validated.");
    }

    @Test
    void an_algorithm_that_is_not_listed_is_refused() {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS512).keyID(contoso.key().getKeyID()).build();

        assertRefusedToken(
                contoso.signed(header, contoso.claims("app"), contoso.key()),
                "The access token's signature could not be validated.");
    }

    @Test
    void another_type_of_token_is_refused() {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .build();

        assertRefusedToken(
                contoso.signed(header, contoso.claims("app"), contoso.key()),
                "The access token's signature could not be validated.");
    }

    @Test
    void a_critical_header_is_refused() {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .criticalParams(Set.of("exp"))
                        .customParam("exp", 1)
                        .build();

        assertRefusedToken(
                contoso.signed(header, contoso.claims("app"), contoso.key()),
                "The access token is invalid.");
    }

    @Test
    void a_key_that_the_token_brings_along_is_not_used() {
        JWK own = TestIssuer.rsaKey();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .jwk(own.toPublicJWK())
                        .keyID(own.getKeyID())
                        .build();

        assertRefusedToken(
                contoso.signed(header, contoso.claims("app"), own),
                "The access token's signature could not be validated.");
    }

    @Test
    void a_forged_signature_is_refused() {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(contoso.key().getKeyID()).build();

        assertRefusedToken(
                contoso.signed(header, contoso.claims("app"), TestIssuer.rsaKey()),
                "The access token's signature could not be validated.");
    }

    @Test
    void one_issuers_key_does_not_sign_for_another() {
        assertRefusedToken(
                contoso.signed(fabrikam.claims("app")),
                "The access token's signature could not be validated.");
    }

    @Test
    void a_token_is_valid_until_a_minute_after_its_expiry() {
        Instant expiry = Samples.NOW.plus(Duration.ofHours(1));
        String token = contoso.token("app");

        clock.set(expiry.plusSeconds(59));
        assertAccepted(token);
        clock.set(expiry.plusSeconds(60));
        assertRefusedToken(token, "The access token has expired.");
    }

    @Test
    void a_remembered_token_expires_on_time() {
        String token = contoso.token("app");
        assertAccepted(token);

        clock.set(Samples.NOW.plus(Duration.ofHours(1)).plusSeconds(60));
        assertRefusedToken(token, "The access token has expired.");
    }

    @Test
    void a_token_is_valid_from_a_minute_before_its_start() {
        String token = contoso.token("app");

        clock.set(Samples.NOW.minusSeconds(61));
        assertRefusedToken(token, "The access token is not yet valid.");
        clock.set(Samples.NOW.minusSeconds(60));
        assertAccepted(token);
    }

    @Test
    void a_token_without_expiry_is_refused() {
        assertRefused(
                claims -> claims.expirationTime(null),
                EXPECTED + "The access token has no `exp` claim.");
    }

    @Test
    void a_token_for_another_audience_is_refused() {
        assertRefused(
                claims -> claims.audience("https://vault.azure.net"),
                "AKV10022: Invalid audience. Expected https://vault.localhost:8443, found: https://vault.azure.net.");
    }

    @Test
    void a_token_without_audience_is_refused() {
        assertRefused(
                claims -> claims.audience((String) null),
                "AKV10022: Invalid audience. Expected https://vault.localhost:8443, found: .");
    }

    @Test
    void an_audience_that_only_begins_alike_is_refused() {
        assertRefused(
                claims -> claims.audience(TestIssuer.DATA + "/x"),
                "AKV10022: Invalid audience. Expected https://vault.localhost:8443, found: https://vault.localhost:8443/x.");
    }

    @Test
    void a_token_for_one_plane_is_refused_by_the_other() {
        String control = contoso.token("app", claims -> claims.audience("https://localhost:8443"));
        assertThat(tokens.authenticate("Bearer " + control, Plane.CONTROL).tenant())
                .isEqualTo(Samples.CONTOSO);
        assertThatThrownBy(() -> tokens.authenticate("Bearer " + control, Plane.DATA))
                .is(refused(401))
                .hasMessageStartingWith("AKV10022: Invalid audience.");

        String data = contoso.token("app");
        assertAccepted(data);
        assertThatThrownBy(() -> tokens.authenticate("Bearer " + data, Plane.CONTROL))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refusal ->
                                assertThat(refusal.problem().code())
                                        .isEqualTo("InvalidAuthenticationTokenAudience"));
    }

    @Test
    void an_unknown_issuer_is_refused_with_those_expected() {
        String token = contoso.token("app", claims -> claims.issuer("https://evil.test/"));

        assertThatThrownBy(
                        () -> tokens.authenticate("Bearer " + token, Plane.DATA, Samples.CONTOSO))
                .is(refused(401))
                .hasMessage(
                        "AKV10032: Invalid issuer. Expected one of %s, found https://evil.test/."
                                .formatted(contoso.name()));
    }

    @Test
    void a_token_without_issuer_is_refused() {
        assertThatThrownBy(() ->
                        tokens.authenticate(
                                "Bearer " + contoso.token("app", claims -> claims.issuer(null)),
                                Plane.DATA))
                .is(refused(401))
                .hasMessageStartingWith("AKV10032: Invalid issuer.");
    }

    @Test
    void another_tenants_caller_is_refused_as_a_wrong_issuer() {
        Caller caller = tokens.authenticate("Bearer " + fabrikam.token("app"), Plane.DATA);

        assertThatThrownBy(() -> tokens.requireTenant(caller, Samples.CONTOSO, Plane.DATA))
                .is(refused(401))
                .hasMessage(
                        "AKV10032: Invalid issuer. Expected one of %s, found %s."
                                .formatted(contoso.name(), fabrikam.name()));
    }

    @Test
    void a_tid_of_another_tenant_is_refused() {
        assertRefused(
                claims -> claims.claim("tid", Samples.FABRIKAM.toString()),
                EXPECTED + "The access token is from the wrong tenant.");
    }

    @Test
    void a_bound_token_is_refused() {
        assertRefused(
                claims -> claims.claim("cnf", Map.of("x5t#S256", "abc")),
                EXPECTED + "The access token is bound to a key whose possession was not shown.");
    }

    @Test
    void a_token_without_a_usable_caller_is_refused() {
        String message = EXPECTED + "The access token has no usable `oid` or `sub` claim.";
        assertRefused(claims -> claims.claim("oid", null).subject(null), message);
        assertRefused(claims -> claims.claim("oid", 7), message);
        assertRefused(claims -> claims.claim("oid", " "), message);
        assertRefused(claims -> claims.claim("oid", "a\u0000b"), message);
        assertRefused(claims -> claims.claim("oid", "x".repeat(129)), message);
        assertRefused(claims -> claims.claim("appid", List.of()), message);
    }

    @Test
    void a_known_token_needs_no_keys() {
        String token = contoso.token("app");
        assertAccepted(token);
        contoso.close();

        assertAccepted(token);
        assertThat(contoso.fetches()).isEqualTo(1);
    }

    @Test
    void a_new_key_is_found_without_a_restart() {
        assertAccepted(contoso.token("app"));
        contoso.rotateTo(TestIssuer.rsaKey());

        assertAccepted(contoso.token("app"));
        assertThat(contoso.fetches()).isEqualTo(2);
    }

    @Test
    void a_hundred_forged_kids_cost_at_most_two_fetches() {
        for (int i = 0; i < 100; i++) {
            JWSHeader header =
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(UUID.randomUUID().toString())
                            .build();
            assertRefusedToken(
                    contoso.signed(header, contoso.claims("app"), contoso.key()),
                    "The access token's signature could not be validated.");
        }
        assertThat(contoso.fetches()).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 500})
    void without_any_keys_the_service_is_unavailable(int status) {
        contoso.answerWith(status);

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(
                            () -> tokens.authenticate("Bearer " + contoso.token("app"), Plane.DATA))
                    .is(refused(503));
        }
        assertThat(contoso.fetches()).isLessThanOrEqualTo(2);
    }

    @Test
    void known_keys_outlast_an_outage_of_their_source() {
        assertAccepted(contoso.token("app"));
        contoso.answerWith(500);

        JWSHeader forged = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("forged").build();
        assertRefusedToken(
                contoso.signed(forged, contoso.claims("app"), contoso.key()),
                "The access token's signature could not be validated.");
        assertAccepted(contoso.token("app"));
    }

    @Test
    void keys_may_come_from_a_file(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("keys.json");
        Files.writeString(file, new JWKSet(contoso.key()).toString(true), StandardCharsets.UTF_8);

        try (TokenAuthentication fromFile = authentication(inFile(file))) {
            assertThat(fromFile.authenticate("Bearer " + contoso.token("app"), Plane.DATA).tenant())
                    .isEqualTo(Samples.CONTOSO);
        }
        assertThat(contoso.fetches()).isZero();
    }

    @Test
    void a_file_that_holds_no_keys_makes_the_service_unavailable(@TempDir Path directory)
            throws Exception {
        Path file = directory.resolve("keys.json");
        Files.writeString(file, "null", StandardCharsets.UTF_8);

        try (TokenAuthentication fromFile = authentication(inFile(file))) {
            assertThatThrownBy(() ->
                            fromFile.authenticate("Bearer " + contoso.token("app"), Plane.DATA))
                    .is(refused(503));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://login.example/keys", "ftp://localhost/keys", "keys.json"})
    void keys_come_only_from_where_nobody_can_change_them_on_the_way(String place) {
        AuthSettings.Issuer issuer =
                new AuthSettings.Issuer(contoso.name(), Samples.CONTOSO.value(), place, false);

        assertThatThrownBy(() -> authentication(issuer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(place);
    }

    @Test
    void claims_that_are_null_are_absent() {
        String claims =
                """
                {"iss": "%s", "aud": "%s", "oid": "app", "sub": null, "nbf": null, "iat": null, "cnf": null,
                 "exp": %d}\
                """
                        .formatted(
                                contoso.name(),
                                TestIssuer.DATA,
                                Samples.NOW.plusSeconds(60).getEpochSecond());

        assertAccepted(contoso.signed(claims));
        assertRefusedHeader(
                "Bearer " + contoso.signed(claims.replace('"' + TestIssuer.DATA + '"', "null")),
                "AKV10022: Invalid audience. Expected https://vault.localhost:8443, found: .");
    }

    @Test
    void when_a_token_was_issued_does_not_matter() {
        assertAccepted(claims -> claims.issueTime(Date.from(Samples.NOW.plus(Duration.ofDays(1)))));
    }

    @Test
    void the_manager_of_a_plane_names_the_caller_and_holds_no_token() {
        String token = contoso.token("app");
        BearerTokenAuthenticationToken request = new BearerTokenAuthenticationToken(token);

        for (int i = 0; i < 2; i++) {
            Authentication authentication = tokens.manager(Plane.DATA).authenticate(request);
            assertThat(authentication.isAuthenticated()).isTrue();
            assertThat(authentication.getName()).isEqualTo("app");
            assertThat(authentication.getPrincipal())
                    .isEqualTo(tokens.authenticate("Bearer " + token, Plane.DATA));
            assertThat(authentication.getCredentials()).isNull();
            assertThat(authentication.toString()).doesNotContain(token);
        }
    }

    @Test
    void the_manager_of_a_plane_refuses_as_the_plane_does() {
        BearerTokenAuthenticationToken request =
                new BearerTokenAuthenticationToken(
                        contoso.token("app", claims -> claims.issuer("https://evil.test/")));

        assertThatThrownBy(() -> tokens.manager(Plane.CONTROL).authenticate(request))
                .isInstanceOfSatisfying(
                        AuthenticationException.class,
                        failure ->
                                assertThat(tokens.refusal(failure, Plane.CONTROL))
                                        .is(refused(401))
                                        .hasMessage(
                                                "The access token is from the wrong issuer 'https://evil.test/'."));
    }

    @Test
    void spring_security_logs_no_token() {
        String good = contoso.token("app");
        String expired = contoso.token("app", claims -> claims.expirationTime(Date.from(EPOCH)));
        String forged =
                contoso.signed(
                        new JWSHeader(JWSAlgorithm.RS256),
                        contoso.claims("app"),
                        TestIssuer.rsaKey());
        try (Logged log = Logged.below("org.springframework.security")) {
            assertAccepted(good);
            assertRefusedToken(expired, "The access token has expired.");
            assertRefusedToken(forged, "The access token's signature could not be validated.");
            assertRefusedToken("e30.e30.", "The access token is invalid.");

            assertThat(log.lines()).isNotEmpty();
            for (String token : List.of(good, expired, forged)) {
                assertThat(log.lines()).noneMatch(line -> line.contains(signature(token)));
            }
        }
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private AuthSettings.Issuer inFile(Path file) {
        return new AuthSettings.Issuer(
                contoso.name(), Samples.CONTOSO.value(), file.toUri().toString(), false);
    }

    private TokenAuthentication authentication(AuthSettings.Issuer... issuers) {
        return new TokenAuthentication(
                new AuthSettings(
                        List.of(issuers),
                        AuthSettings.Jwks.defaults(),
                        AuthSettings.Cache.defaults()),
                new Addresses(new AddressSettings("vault.localhost", null, List.of(), null), 8443),
                clock);
    }

    private Caller callerBySubject(String subject) {
        return caller(claims -> claims.claim("oid", null).subject(subject));
    }

    private Caller caller(UnaryOperator<JWTClaimsSet.Builder> change) {
        return tokens.authenticate("Bearer " + contoso.token("app", change), Plane.DATA);
    }

    private void assertAccepted(UnaryOperator<JWTClaimsSet.Builder> change) {
        assertAccepted(contoso.token("app", change));
    }

    private void assertAccepted(String token) {
        assertThat(tokens.authenticate("Bearer " + token, Plane.DATA).principal())
                .isEqualTo(new PrincipalId("app"));
    }

    private void assertRefused(UnaryOperator<JWTClaimsSet.Builder> change, String message) {
        assertRefusedHeader("Bearer " + contoso.token("app", change), message);
    }

    private void assertRefusedToken(String token, String message) {
        assertRefusedHeader("Bearer " + token, EXPECTED + message);
    }

    private void assertRefusedHeader(String header, String message) {
        assertThatThrownBy(() -> tokens.authenticate(header, Plane.DATA))
                .is(refused(401))
                .hasMessage(message);
    }
}
