package io.strongroom.api.auth;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whose tokens are accepted, and how their keys are kept at hand.
///
/// @param issuers fixed while the service runs; each speaks for exactly one tenant
@ConfigurationProperties("strongroom")
public record AuthSettings(
        @DefaultValue List<Issuer> issuers, @DefaultValue Jwks jwks, @DefaultValue Cache tokens) {

    public AuthSettings {
        issuers = List.copyOf(issuers);
        Set<String> names = new HashSet<>();
        for (Issuer issuer : issuers) {
            if (!names.add(issuer.issuer())) {
                throw new IllegalArgumentException(
                        "strongroom.issuers names " + issuer.issuer() + " more than once");
            }
        }
    }

    /// A token issuer.
    ///
    /// @param issuer exactly as in `iss`
    /// @param tenant whose tokens it issues
    /// @param jwks its key set: an `https:` URL, an `http:` URL of this host, or a `file:` URL
    public record Issuer(String issuer, UUID tenant, String jwks) {}

    /// How key sets are fetched.
    ///
    /// @param lifetime how long a key set is used before it is fetched again
    /// @param rateLimit no more than two fetches in this time, whatever tokens come
    /// @param outage how long the last key set is used while its source does not answer: so long
    ///   may a key that was withdrawn still be accepted
    /// @param timeout for a whole fetch
    public record Jwks(
            @DefaultValue("5m") Duration lifetime,
            @DefaultValue("30s") Duration rateLimit,
            @DefaultValue("4h") Duration outage,
            @DefaultValue("2s") Duration timeout) {
        /// What production uses.
        public static Jwks defaults() {
            return new Jwks(
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    Duration.ofHours(4),
                    Duration.ofSeconds(2));
        }
    }

    /// How validated tokens are remembered.
    ///
    /// @param size most tokens of a plane
    /// @param lifetime how long at most; never beyond `exp`
    public record Cache(@DefaultValue("20000") int size, @DefaultValue("5m") Duration lifetime) {
        public Cache {
            if (lifetime.compareTo(Duration.ofMinutes(5)) > 0) {
                throw new IllegalArgumentException(
                        "strongroom.tokens.lifetime is more than 5 minutes");
            }
        }

        /// What production uses.
        public static Cache defaults() {
            return new Cache(20_000, Duration.ofMinutes(5));
        }
    }
}
