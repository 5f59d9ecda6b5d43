package io.strongroom.api.data;

import static io.strongroom.api.data.Refusal.assertRefused;
import static io.strongroom.api.data.VaultServer.BASE;
import static io.strongroom.api.data.VaultServer.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import io.strongroom.api.auth.AuthSettings;
import io.strongroom.api.auth.TestIssuer;
import io.strongroom.api.http.Base64Url;
import io.strongroom.api.release.AttestationTokens;
import io.strongroom.api.release.ReleaseSettings;
import io.strongroom.core.Samples;
import io.strongroom.core.SettableClock;
import io.strongroom.core.audit.Action;
import io.strongroom.core.crypto.Recipient;
import io.strongroom.core.crypto.ReleaseWrapping;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.permission.Right;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ReleaseTest {
    private static final String AUTHORITY = "https://attest.example";
    private static final String FORBIDDEN =
            "The target environment attestation does not fulfil the release policy of this key.";
    private static final String POLICY =
            "{\"version\":\"1.0.0\",\"anyOf\":[{\"authority\":\"%s\",\"allOf\":[{\"claim\":\"tee.kind\",\"equals\":\"good\"}]}]}"
                    .formatted(AUTHORITY);
    private static final Recipient ENCLAVE = Recipient.of(2048);

    private final TestIssuer authority = new TestIssuer(Samples.FABRIKAM);
    private final AttestationTokens tokens =
            new AttestationTokens(
                    new ReleaseSettings(
                            List.of(
                                    new ReleaseSettings.Authority(
                                            AUTHORITY + "/", authority.settings().jwks()))),
                    AuthSettings.Jwks.defaults(),
                    new SettableClock(Samples.NOW));
    private final VaultServer server =
            new VaultServer(installation ->
                    VaultServer.routes(
                            installation,
                            installation.provider,
                            new SoftwarePublicKeyOperations(),
                            tokens));

    @BeforeEach
    void key() {
        Wire.Answer made =
                server.post(
                        "/keys/released/create" + VERSION,
                        "{\"kty\":\"RSA-HSM\",\"attributes\":{\"exportable\":true},\"release_policy\":{\"data\":\"%s\"}}"
                                .formatted(
                                        Base64Url.encode(POLICY.getBytes(StandardCharsets.UTF_8))));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        server.close();
        tokens.close();
        authority.close();
    }

    @ParameterizedTest
    @EnumSource
    void an_attested_environment_gets_the_key(ReleaseWrapping wrapping) throws Exception {
        Map<String, Object> response = payload(release(token(), ",\"enc\":\"" + wrapping + "\""));

        RSAPrivateCrtKey key = privateKey(wrapping, response);
        byte[] published = bytes(object(object(response, "key"), "key"), "n");
        assertThat(key.getModulus()).isEqualTo(new BigInteger(1, published));
    }

    @Test
    void the_answer_is_signed_by_the_certificate_in_it() throws Exception {
        JWSObject answer = jws(release(token(), ""));

        byte[] certificate = answer.getHeader().getX509CertChain().getFirst().decode();
        RSAPublicKey signer =
                (RSAPublicKey) X509CertUtils.parseWithException(certificate).getPublicKey();
        assertThat(answer.verify(new RSASSAVerifier(signer))).isTrue();
        assertThat(answer.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(answer.getHeader().getX509CertSHA256Thumbprint().decode())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(certificate));
        assertThat(answer.getHeader().getKeyID())
                .isEqualTo(answer.getHeader().getX509CertSHA256Thumbprint().toString());
    }

    @Test
    void the_answer_says_what_was_asked_for_and_what_is_given() throws Exception {
        JWSObject answer = jws(release(token(), ",\"nonce\":\"n-1\""));

        Map<String, Object> payload = answer.getPayload().toJSONObject();
        assertThat(payload.get("request"))
                .isEqualTo(
                        Map.of(
                                "api-version", "7.6",
                                "enc", "CKM_RSA_AES_KEY_WRAP",
                                "kid", BASE + "/keys/released",
                                "nonce", "n-1"));
        Map<String, Object> bundle = object(object(payload, "response"), "key");
        assertThat(bundle).containsOnlyKeys("key", "attributes", "release_policy");
        assertThat(object(bundle, "attributes")).containsEntry("exportable", true);
        assertThat(object(keyHsm(payload), "header"))
                .isEqualTo(
                        Map.of("alg", "dir", "enc", "CKM_RSA_AES_KEY_WRAP", "kid", "enclave-key"));
        assertThat(keyHsm(payload)).containsEntry("schema_version", "1.0");
    }

    @Test
    void a_release_is_recorded_with_its_authority() {
        release(token(), "");

        assertThat(server.recorded().action()).isEqualTo(Action.KEY_RELEASE);
        assertThat(server.recorded().target().object()).isEqualTo("released");
        assertThat(server.recorded().details())
                .isEqualTo(
                        Map.of(
                                "algorithm", "CKM_RSA_AES_KEY_WRAP",
                                "authority", AUTHORITY,
                                "recipient", "enclave-key"));
    }

    @Test
    void an_expired_key_is_released_and_a_disabled_one_is_not() {
        server.patch("/keys/released" + VERSION, "{\"attributes\":{\"exp\":1}}");
        assertThat(release(token(), "").status()).isEqualTo(200);
        server.patch("/keys/released" + VERSION, "{\"attributes\":{\"enabled\":false}}");

        assertRefused(
                server,
                release(token(), ""),
                403,
                "Forbidden",
                "Operation release is not allowed on a disabled key.");
    }

    @Test
    void a_key_that_was_not_made_for_it_is_not_released() {
        server.keepEc("plain");

        assertRefused(
                server,
                server.post("/keys/plain/release" + VERSION, body(token(), "")),
                403,
                "Forbidden",
                "Operation release is not permitted on this key.");
    }

    @Test
    void what_the_hsm_cannot_wrap_is_refused() {
        server.installation.releaser.support(ReleaseWrapping.CKM_RSA_AES_KEY_WRAP);

        assertRefused(
                server,
                release(token(), ",\"enc\":\"RSA_AES_KEY_WRAP_256\""),
                400,
                "BadParameter",
                "The HSM of this vault does not release keys by RSA_AES_KEY_WRAP_256.");
        assertThat(release(token(), ",\"enc\":\"CKM_RSA_AES_KEY_WRAP\"").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|Property 'target' is required.",
                "{\"target\":\"\"}|Property 'target' is required.",
                "{\"target\":7}|Property 'target' must be a string.",
                "{\"target\":\"x\",\"enc\":\"RSA-OAEP\"}|Property 'enc' has invalid value 'RSA-OAEP'.",
                "{\"target\":\"x\",\"nonce\":7}|Property 'nonce' must be a string.",
            })
    void a_body_that_is_no_request_to_release(String body, String message) {
        assertRefused(
                server,
                server.post("/keys/released/release" + VERSION, body),
                400,
                "BadParameter",
                message);
    }

    @Test
    void a_nonce_has_at_most_256_characters() {
        for (int length : new int[] {255, 256}) {
            assertThat(release(token(), ",\"nonce\":\"" + "n".repeat(length) + "\"").status())
                    .isEqualTo(200);
        }
        assertRefused(
                server,
                release(token(), ",\"nonce\":\"" + "n".repeat(257) + "\""),
                400,
                "BadParameter",
                "Property 'nonce' has more than 256 characters.");
    }

    @Test
    void a_release_needs_its_right() {
        server.allow(Right.KEYS_GET, Right.KEYS_DECRYPT);

        assertRefused(
                server,
                release(token(), ""),
                403,
                "Forbidden",
                Refusal.withoutRight("app", "keys release"));
    }

    @Test
    void a_token_that_is_none_is_refused_as_every_other() {
        assertForbidden("x", "no signed token");
        assertForbidden("a.b.c", "no signed token");
        assertForbidden(token() + "A", "its signature, algorithm or type");
        assertForbidden(unsigned(), "no signed token");
    }

    @Test
    void a_token_of_another_key_or_algorithm_is_refused() {
        assertForbidden(
                authority.signed(header(JWSAlgorithm.RS256), claims(), TestIssuer.rsaKey()),
                "its signature, algorithm or type");
        assertForbidden(
                authority.signed(header(JWSAlgorithm.RS512), claims(), authority.key()),
                "its signature, algorithm or type");
        assertForbidden(
                authority.signed(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .type(new JOSEObjectType("at+jwt"))
                                .keyID(authority.key().getKeyID())
                                .build(),
                        claims(),
                        authority.key()),
                "its signature, algorithm or type");
    }

    @Test
    void an_authority_that_is_not_configured_is_not_believed() {
        assertForbidden(
                token(claims -> claims.issuer("https://other.example")),
                "an authority that is not configured");
        assertForbidden(
                token(claims -> claims.issuer(null)), "an authority that is not configured");
    }

    @Test
    void a_token_is_valid_from_nbf_to_exp_with_a_minute_for_clocks() {
        Instant now = Samples.NOW;
        for (Instant expires : new Instant[] {now.minusSeconds(59), now.plusSeconds(1)}) {
            assertThat(release(token(c -> c.expirationTime(Date.from(expires))), "").status())
                    .isEqualTo(200);
        }
        assertThat(
                        release(token(c -> c.notBeforeTime(Date.from(now.plusSeconds(60)))), "")
                                .status())
                .isEqualTo(200);

        assertForbidden(token(c -> c.expirationTime(Date.from(now.minusSeconds(60)))), "its time");
        assertForbidden(token(c -> c.expirationTime(null)), "its time");
        assertForbidden(token(c -> c.notBeforeTime(Date.from(now.plusSeconds(61)))), "its time");
    }

    @Test
    void a_nonce_in_the_token_is_that_of_the_request() {
        String held = token(claims -> claims.claim("nonce", "n-1"));

        assertThat(release(held, ",\"nonce\":\"n-1\"").status()).isEqualTo(200);
        assertThat(release(held, "").status()).isEqualTo(200);
        assertRefusedAlike(release(held, ",\"nonce\":\"n-2\""), "its nonce");
    }

    @Test
    void claims_that_do_not_fulfil_the_policy_are_refused() {
        assertForbidden(
                token(claims -> claims.claim("tee", Map.of("kind", "bad"))),
                "the claims that the policy asks for");
        assertForbidden(
                token(claims -> claims.claim("tee", null)), "the claims that the policy asks for");
    }

    @Test
    void a_token_without_a_key_that_encrypts_is_refused() {
        Map<String, Object> key = jwk("k", "enc");
        Map<String, Object> signs = jwk("k", "sig");
        Map<String, Object> small = Map.of("kty", "RSA", "use", "enc", "e", "AQAB", "n", "gAAB");
        Map<String, Object> cube = new HashMap<>(key);
        cube.put("e", "Aw");
        for (Object keys :
                new Object[] {List.of(), List.of(signs), List.of(small), List.of(cube), "x"}) {
            assertForbidden(
                    token(claims -> claims.claim("x-ms-runtime", Map.of("keys", keys))),
                    "a key to wrap for");
        }
        assertForbidden(token(claims -> claims.claim("x-ms-runtime", null)), "a key to wrap for");
    }

    @Test
    void of_several_keys_that_of_the_trusted_platform_module_is_meant() throws Exception {
        List<Map<String, Object>> keys =
                List.of(jwk("other", "enc"), jwk("TpmEphemeralEncryptionKey", "enc"));

        JWSObject answer =
                jws(
                        release(
                                token(claims -> claims.claim("x-ms-runtime", Map.of("keys", keys))),
                                ""));

        assertThat(object(keyHsm(answer.getPayload().toJSONObject()), "header"))
                .containsEntry("kid", "TpmEphemeralEncryptionKey");
    }

    private void assertForbidden(String token, String reason) {
        assertRefusedAlike(release(token, ""), reason);
    }

    private void assertRefusedAlike(Wire.Answer answer, String reason) {
        assertRefused(server, answer, 403, "Forbidden", FORBIDDEN);
        assertThat(answer.body())
                .endsWith("\"innererror\":{\"code\":\"KeyReleaseForbidden\"}}}")
                .doesNotContain(reason);
        assertThat(server.recorded().details()).containsEntry("reason", reason);
    }

    private Wire.Answer release(String token, String more) {
        return server.post("/keys/released/release" + VERSION, body(token, more));
    }

    private static String body(String token, String more) {
        return "{\"target\":\"" + token + "\"" + more + "}";
    }

    private String token() {
        return token(claims -> claims);
    }

    private String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        JWTClaimsSet changed = change.apply(new JWTClaimsSet.Builder(claims())).build();
        return authority.signed(header(JWSAlgorithm.RS256), changed, authority.key());
    }

    private JWSHeader header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .type(JOSEObjectType.JWT)
                .keyID(authority.key().getKeyID())
                .build();
    }

    private String unsigned() {
        String[] parts = token().split("\\.", -1);
        return Base64Url.encode("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[1]
                + ".";
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .issuer(AUTHORITY)
                .expirationTime(Date.from(Samples.NOW.plusSeconds(300)))
                .notBeforeTime(Date.from(Samples.NOW))
                .claim("tee", Map.of("kind", "good"))
                .claim("x-ms-runtime", Map.of("keys", List.of(jwk("enclave-key", "enc"))))
                .build();
    }

    private static Map<String, Object> jwk(String id, String use) {
        return Map.of(
                "kty",
                "RSA",
                "kid",
                id,
                "use",
                use,
                "e",
                "AQAB",
                "n",
                new RSAKey.Builder((RSAPublicKey) ENCLAVE.pair().getPublic())
                        .build()
                        .getModulus()
                        .toString());
    }

    private static JWSObject jws(Wire.Answer answer) throws Exception {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JWSObject.parse(answer.body().substring(10, answer.body().length() - 2));
    }

    private static Map<String, Object> payload(Wire.Answer answer) throws Exception {
        return object(jws(answer).getPayload().toJSONObject(), "response");
    }

    private static RSAPrivateCrtKey privateKey(
            ReleaseWrapping wrapping, Map<String, Object> response) throws Exception {
        byte[] wrapped = bytes(keyHsm(Map.of("response", response)), "ciphertext");
        return (RSAPrivateCrtKey)
                KeyFactory.getInstance("RSA")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(ENCLAVE.unwrap(wrapping, wrapped)));
    }

    private static Map<String, Object> keyHsm(Map<String, Object> payload) {
        Map<String, Object> key = object(object(object(payload, "response"), "key"), "key");
        try {
            return JSONObjectUtils.parse(new String(bytes(key, "key_hsm"), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(Map<String, Object> parent, String name) {
        String text = (String) Objects.requireNonNull(parent.get(name), name);
        return Objects.requireNonNull(Base64Url.decode(text), name);
    }

    @SuppressWarnings("unchecked") // what the names say
    private static Map<String, Object> object(Map<String, Object> parent, String name) {
        return (Map<String, Object>) Objects.requireNonNull(parent.get(name), name);
    }
}
