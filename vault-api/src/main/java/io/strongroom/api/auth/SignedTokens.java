package io.strongroom.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;

/// Verifies the signatures of tokens that do not authenticate callers, such as attestation tokens.
/// Algorithms and handling of keys are those of access tokens. The caller judges the claims.
public final class SignedTokens implements AutoCloseable {
    private final IssuerKeys keys;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private SignedTokens(IssuerKeys keys) {
        this.keys = keys;
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(IssuerDecoder.ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier((_, _) -> {});
    }

    /// The tokens of an issuer.
    ///
    /// @param jwks its key set: an `https:` URL, or a `file:` URL that pins the keys
    /// @throws IllegalArgumentException for any other URL
    public static SignedTokens of(
            String issuer, String jwks, AuthSettings.Jwks settings, Clock clock) {
        return new SignedTokens(IssuerKeys.of(issuer, jwks, settings, clock));
    }

    /// The claims of a token whose signature is the issuer's.
    ///
    /// @throws ParseException if it is no such token
    /// @throws BadJOSEException if its signature, algorithm or type is another
    /// @throws JOSEException if it cannot be verified
    public JWTClaimsSet verified(String token)
            throws ParseException, BadJOSEException, JOSEException {
        if (!CompactJws.isCanonical(token)) {
            throw new ParseException("another spelling of a token", 0);
        }
        SignedJWT parsed = SignedJWT.parse(token);
        if (parsed.getHeader().getCriticalParams() != null) {
            throw new BadJOSEException("critical header parameters");
        }
        JWTClaimsSet claims = processor.process(parsed, null);
        Map<String, Object> json = parsed.getPayload().toJSONObject();
        if (!TokenTimes.areTimes(json)) {
            throw new BadJOSEException("a time that is none");
        }
        return claims;
    }

    @Override
    public void close() {
        keys.close();
    }
}
