package io.strongroom.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// Issues tokens for one tenant; its key set is a file.
final class FileIssuer {
    private static final String NAME = "https://login.localhost/";
    private final String tenant;
    private final RSAKey key;
    private final Path keySet;

    FileIssuer(String tenant, Path folder) throws JOSEException, IOException {
        this.tenant = tenant;
        this.key = new RSAKeyGenerator(2048).keyID("test").generate();
        this.keySet =
                Files.writeString(
                        folder.resolve(tenant + ".jwks"), new JWKSet(key.toPublicJWK()).toString());
    }

    String name() {
        return NAME + tenant;
    }

    String keySet() {
        return keySet.toUri().toString();
    }

    /// A token that is good for ten minutes.
    ///
    /// @param principal its `oid`
    /// @param audience without a trailing slash
    String token(String principal, String audience, Instant now) throws JOSEException {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(),
                        new JWTClaimsSet.Builder()
                                .issuer(name())
                                .audience(audience)
                                .claim("tid", tenant)
                                .claim("oid", principal)
                                .claim("azp", "client-of-" + principal)
                                .issueTime(Date.from(now))
                                .notBeforeTime(Date.from(now))
                                .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))))
                                .build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
