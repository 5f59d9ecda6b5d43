package io.strongroom.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.text.ParseException;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// Decodes the tokens of one issuer for one plane: Spring Security's decoder, limited to three
/// algorithms and the types of access tokens. The cause of each exception that it throws is the
/// [VaultException] with which the caller is refused.
final class IssuerDecoder implements JwtDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerDecoder.class);
    static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private final String issuer;
    private final Plane plane;
    private final NimbusJwtDecoder decoder;

    /// @param rules for the claims, once the signature is verified
    IssuerDecoder(String issuer, JWKSource<SecurityContext> keys, Plane plane, TokenRules rules) {
        this.issuer = issuer;
        this.plane = plane;
        this.decoder = new NimbusJwtDecoder(new SignatureProcessor(keys));
        decoder.setClaimSetConverter(IssuerDecoder::converted);
        decoder.setJwtValidator(rules);
    }

    @Override
    public Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (JwtValidationException e) {
            VaultException refusal = RefusalError.first(e.getErrors());
            throw refused(refusal == null ? Refusals.malformed(plane) : refusal);
        } catch (JwtException e) {
            throw translated(e.getCause());
        }
    }

    private JwtException translated(@Nullable Throwable cause) {
        return switch (cause) {
            case KeySourceException e -> unavailable(e);
            case MalformedTokenException _ -> refused(Refusals.malformed(plane));
            case BadJOSEException _ -> refused(Refusals.signature(plane));
            case JOSEException _ -> refused(Refusals.signature(plane));
            case ParseException _ -> refused(Refusals.malformed(plane));
            case null -> refused(Refusals.malformed(plane));
            default -> {
                LOG.error("validating a token of issuer {} failed unexpectedly", issuer, cause);
                yield refused(Refusals.signature(plane));
            }
        };
    }

    private static BadJwtException refused(VaultException refusal) {
        return new BadJwtException(refusal.description(), refusal);
    }

    private JwtException unavailable(KeySourceException cause) {
        // without these, each request would log a line
        boolean logged =
                cause instanceof RateLimitReachedException
                        || cause instanceof IssuerKeys.NoUsableKeysException;
        if (!logged) {
            LOG.warn("cannot fetch the key set of issuer {}: {}", issuer, cause.getMessage());
        }
        VaultException refusal =
                new VaultException(
                        Problem.SERVICE_UNAVAILABLE,
                        "The keys of the token's issuer cannot be read.",
                        cause);
        return new JwtException(refusal.description(), refusal);
    }

    /// The claims as [Jwt] requires them: times as instants, and no claim that is null. `iat` is
    /// left out: nothing depends on it, and [Jwt] throws if it is not before `exp`.
    private static Map<String, Object> converted(Map<String, Object> claims) {
        Map<String, Object> result = new HashMap<>(claims);
        result.remove("iat");
        result.values().removeIf(Objects::isNull);
        result.replaceAll((_, value) -> value instanceof Date date ? date.toInstant() : value);
        return result;
    }

    /// Verifies algorithm, type and signature. The claims are left to [TokenRules].
    private static final class SignatureProcessor extends DefaultJWTProcessor<SecurityContext> {

        SignatureProcessor(JWKSource<SecurityContext> keys) {
            setJWSTypeVerifier(
                    new DefaultJOSEObjectTypeVerifier<>(
                            JOSEObjectType.JWT,
                            new JOSEObjectType("at+jwt"),
                            new JOSEObjectType("application/at+jwt"),
                            null));
            setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
            setJWTClaimsSetVerifier((_, _) -> {});
        }

        @Override
        public JWTClaimsSet process(SignedJWT token, @Nullable SecurityContext context)
                throws BadJOSEException, JOSEException {
            if (token.getHeader().getCriticalParams() != null) {
                // none of them is understood (RFC 7515 §4.1.11)
                throw new MalformedTokenException("critical header parameters");
            }
            JWTClaimsSet claims = super.process(token, context);
            if (!TokenTimes.areTimes(token.getPayload().toJSONObject())) {
                throw new MalformedTokenException("a time that is none");
            }
            return claims;
        }
    }

    /// The token is signed, but is not what it must be.
    private static final class MalformedTokenException extends BadJOSEException {
        MalformedTokenException(String what) {
            super(what);
        }
    }
}
