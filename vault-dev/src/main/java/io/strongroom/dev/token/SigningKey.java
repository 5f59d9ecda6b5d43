package io.strongroom.dev.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;

/// The RSA key of 2048 bits that signs tokens with RS256.
public final class SigningKey {
    private final RSAKey key;

    private SigningKey(RSAKey key) {
        this.key = key;
    }

    public static SigningKey generate() {
        try {
            return new SigningKey(
                    new RSAKeyGenerator(2048)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.RS256)
                            .keyIDFromThumbprint(true)
                            .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads what [#privateJwk] wrote.
    public static SigningKey parse(String privateJwk) {
        try {
            return new SigningKey(RSAKey.parse(privateJwk));
        } catch (ParseException e) {
            throw new IllegalStateException("the token service's signing key is damaged", e);
        }
    }

    /// The key as a JWK, its private part included.
    public String privateJwk() {
        return key.toJSONString();
    }

    /// What verifies its tokens: a JWK set of the public part.
    public String publicJwks() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    Map<String, Object> publicJwkSet() {
        return new JWKSet(key.toPublicJWK()).toJSONObject();
    }

    String sign(JWTClaimsSet claims) {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .type(JOSEObjectType.JWT)
                                .keyID(key.getKeyID())
                                .build(),
                        claims);
        try {
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
