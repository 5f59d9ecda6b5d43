package io.strongroom.api.release;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.strongroom.api.auth.AuthSettings;
import io.strongroom.api.auth.SignedTokens;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.key.EnclaveVerifier;
import io.strongroom.core.key.ReleasePolicy;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Verifies attestation tokens: signed JWTs of an authority that the settings and the policy name.
/// The order of the checks shows in the reason only, which callers do not see.
public final class AttestationTokens implements EnclaveVerifier, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AttestationTokens.class);

    /// How far clocks may differ.
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final Map<String, SignedTokens> authorities = new TreeMap<>();
    private final Clock clock;

    /// @throws IllegalArgumentException if keys may not come from a place in the settings
    public AttestationTokens(ReleaseSettings settings, AuthSettings.Jwks jwks, Clock clock) {
        this.clock = clock;
        for (ReleaseSettings.Authority authority : settings.authorities()) {
            authorities.put(
                    PolicyRules.withoutSlash(authority.authority()),
                    SignedTokens.of(authority.authority(), authority.jwks(), jwks, clock));
        }
    }

    @Override
    public Verdict verify(ReleasePolicy policy, String token, @Nullable String nonce) {
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            String issuer = parsed.getJWTClaimsSet().getIssuer();
            SignedTokens authority =
                    issuer == null ? null : authorities.get(PolicyRules.withoutSlash(issuer));
            return authority == null
                    ? new Verdict.Refused("an authority that is not configured")
                    : verify(policy, authority.verified(token), issuer, nonce);
        } catch (ParseException e) {
            return new Verdict.Refused("no signed token");
        } catch (KeySourceException e) {
            LOG.warn("cannot read the keys of an attestation authority: {}", e.getMessage());
            throw new VaultException(
                    Problem.SERVICE_UNAVAILABLE,
                    "The keys of the attestation authority cannot be read.",
                    e);
        } catch (BadJOSEException | JOSEException e) {
            return new Verdict.Refused("its signature, algorithm or type");
        }
    }

    private Verdict verify(
            ReleasePolicy policy, JWTClaimsSet claims, String issuer, @Nullable String nonce) {
        if (!isValid(claims)) {
            return new Verdict.Refused("its time");
        }
        Object held = claims.getClaim("nonce");
        if (nonce != null && held != null && !nonce.equals(held)) {
            return new Verdict.Refused("its nonce");
        }
        if (!PolicyGrammar.read(policy.data()).fulfilledBy(issuer, claims.getClaims())) {
            return new Verdict.Refused("the claims that the policy asks for");
        }
        return EnclaveKey.in(claims.getClaims())
                .<Verdict>map(key -> new Verdict.Attested(issuer, key.id(), key.publicKey()))
                .orElseGet(() -> new Verdict.Refused("a key to wrap for"));
    }

    private boolean isValid(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        Date notBefore = claims.getNotBeforeTime();
        return expires != null
                && now.isBefore(expires.toInstant().plus(SKEW))
                && (notBefore == null || !now.isBefore(notBefore.toInstant().minus(SKEW)));
    }

    @Override
    public void close() {
        authorities.values().forEach(SignedTokens::close);
    }
}
