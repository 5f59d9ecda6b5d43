package io.strongroom.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
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
import io.strongroom.core.identity.TenantId;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An issuer whose tokens are accepted, for one tenant. It looks at signature, algorithm and type;
/// what the claims say is judged by [TokenAuthentication].
final class TrustedIssuer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedIssuer.class);
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private final String name;
    private final TenantId tenant;
    private final IssuerKeys keys;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    TrustedIssuer(AuthSettings.Issuer settings, AuthSettings.Jwks jwks) {
        this.name = settings.issuer();
        this.tenant = new TenantId(settings.tenant());
        this.keys = IssuerKeys.at(settings.jwks(), jwks);
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT,
                        new JOSEObjectType("at+jwt"),
                        new JOSEObjectType("application/at+jwt"),
                        null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
    }

    String name() {
        return name;
    }

    TenantId tenant() {
        return tenant;
    }

    /// The claims of a token that this issuer signed.
    ///
    /// @throws VaultException when its keys are not to be had
    JWTClaimsSet verified(SignedJWT token, Plane plane) {
        if (token.getHeader().getCriticalParams() != null) {
            throw Refusals.malformed(plane);
        }
        try {
            return processor.process(token, null);
        } catch (KeySourceException e) {
            if (!(e instanceof RateLimitReachedException)) { // or each request would write a line
                LOG.warn("keys of issuer {} are not to be had: {}", name, e.getMessage());
            }
            throw new VaultException(
                    Problem.SERVICE_UNAVAILABLE,
                    "The keys of the token's issuer cannot be read.",
                    e);
        } catch (BadJOSEException | JOSEException | RuntimeException e) {
            throw Refusals.signature(plane);
        }
    }

    @Override
    public void close() {
        keys.close();
    }
}
