package io.strongroom.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.strongroom.api.http.AddressSettings;
import io.strongroom.api.http.Addresses;
import io.strongroom.core.Samples;
import io.strongroom.core.SettableClock;
import io.strongroom.core.identity.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A token issuer with a key set on loopback.
public final class TestIssuer implements AutoCloseable {
    /// What tokens of the data plane are for, in tests.
    public static final String DATA = "https://vault.localhost:8443";

    /// One key for each tenant, because making one takes a while.
    private static final Map<TenantId, JWK> FIRST_KEYS = new ConcurrentHashMap<>();

    private final String name;
    private final TenantId tenant;
    private final HttpServer server;
    private final List<JWK> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile int status = 200;
    private volatile JWK key;

    public TestIssuer(TenantId tenant) {
        this.tenant = tenant;
        this.name = "https://login.localhost/" + tenant + "/v2.0";
        this.key = FIRST_KEYS.computeIfAbsent(tenant, _ -> rsaKey());
        published.add(key);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", this::answer);
        server.createContext("/elsewhere", this::answer);
        server.start();
    }

    /// The authentication of a service that trusts this issuer alone.
    TokenAuthentication authentication(AuthSettings.Jwks jwks) {
        return authentication(jwks, new SettableClock(Samples.NOW));
    }

    /// The same at the time of a clock.
    TokenAuthentication authentication(AuthSettings.Jwks jwks, Clock clock) {
        return new TokenAuthentication(
                new AuthSettings(List.of(settings()), jwks, AuthSettings.Cache.defaults()),
                new Addresses(new AddressSettings("vault.localhost", null, List.of(), null), 8443),
                clock);
    }

    public static JWK rsaKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JWK ecKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String name() {
        return name;
    }

    public AuthSettings.Issuer settings() {
        return new AuthSettings.Issuer(
                name,
                tenant.value(),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/keys",
                false);
    }

    /// How often the key set was asked for.
    public int fetches() {
        return fetches.get();
    }

    /// Answers this status from now on.
    public void answerWith(int other) {
        status = other;
    }

    /// Publishes exactly these keys from now on.
    public void publish(JWK... keys) {
        published.clear();
        published.addAll(List.of(keys));
    }

    /// Publishes another key and signs with it.
    public JWK rotateTo(JWK next) {
        published.add(next);
        key = next;
        return next;
    }

    /// A good token for the data plane.
    public String token(String principal) {
        return signed(claims(principal));
    }

    /// A token that is good but for what is done to its claims.
    public String token(String principal, UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(change.apply(new JWTClaimsSet.Builder(claims(principal))).build());
    }

    public JWTClaimsSet claims(String principal) {
        Instant now = Samples.NOW;
        return new JWTClaimsSet.Builder()
                .issuer(name)
                .audience(DATA)
                .subject("subject-of-" + principal)
                .claim("oid", principal)
                .claim("tid", tenant.toString())
                .claim("appid", "client-of-" + principal)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .jwtID(UUID.randomUUID().toString())
                .build();
    }

    public String signed(JWTClaimsSet claims) {
        JWSAlgorithm algorithm =
                key.getKeyType().getValue().equals("EC") ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
        return signed(
                new JWSHeader.Builder(algorithm)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                claims,
                key);
    }

    public String signed(JWSHeader header, JWTClaimsSet claims, JWK with) {
        try {
            JWSSigner signer =
                    new DefaultJWSSignerFactory().createJWSSigner(with, header.getAlgorithm());
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A token with these claims, which are JSON.
    public String signed(String claims) {
        try {
            JWSObject token =
                    new JWSObject(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                            new Payload(claims));
            token.sign(new DefaultJWSSignerFactory().createJWSSigner(key, JWSAlgorithm.RS256));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public JWK key() {
        return key;
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        byte[] body = new JWKSet(published).toString(true).getBytes(StandardCharsets.UTF_8);
        if (status == 302) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
