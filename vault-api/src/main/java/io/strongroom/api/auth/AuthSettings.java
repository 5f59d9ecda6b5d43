package io.strongroom.api.auth;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The issuers whose tokens are accepted, and how their keys and tokens are cached.
///
/// @param issuers fixed while the service runs; each issues tokens for exactly one tenant
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
        requireOwnPrincipals(issuers);
    }

    /// An id names a principal within its issuer only. Of two issuers of one tenant the weaker
    /// could otherwise issue tokens for the principals of the other.
    private static void requireOwnPrincipals(List<Issuer> issuers) {
        for (Issuer issuer : issuers) {
            for (Issuer other : issuers) {
                boolean two = !issuer.equals(other) && issuer.tenant().equals(other.tenant());
                if (two && !issuer.sharesPrincipals()) {
                    throw new IllegalArgumentException(
                            "the issuers %s and %s are for one tenant. If an id in their tokens always means the same principal, set strongroom.issuers[n].shares-principals to true for each of them"
                                    .formatted(issuer.issuer(), other.issuer()));
                }
            }
        }
    }

    /// A token issuer.
    ///
    /// @param issuer exactly as in `iss`
    /// @param tenant that its tokens are for
    /// @param jwks its key set: an `https:` URL, an `http:` URL of this host, or a `file:` URL
    /// @param sharesPrincipals whether its ids of principals mean the same as those of the tenant's
    ///   other issuers
    public record Issuer(
            String issuer,
            UUID tenant,
            String jwks,
            @DefaultValue("false") boolean sharesPrincipals) {}

    /// How key sets are fetched and cached.
    ///
    /// @param lifetime after which a key set is fetched again
    /// @param rateLimit time in which at most two fetches happen, whatever tokens arrive
    /// @param outage how long the last key set is used while its source is down, and so how long a
    ///   withdrawn key may still be accepted
    /// @param timeout of a whole fetch
    public record Jwks(
            @DefaultValue("5m") Duration lifetime,
            @DefaultValue("30s") Duration rateLimit,
            @DefaultValue("4h") Duration outage,
            @DefaultValue("2s") Duration timeout) {
        /// The defaults of the properties.
        public static Jwks defaults() {
            return new Jwks(
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    Duration.ofHours(4),
                    Duration.ofSeconds(2));
        }
    }

    /// The cache of validated tokens.
    ///
    /// @param size most tokens of a plane
    /// @param lifetime longest time in the cache; never beyond `exp`
    public record Cache(@DefaultValue("20000") int size, @DefaultValue("5m") Duration lifetime) {
        public Cache {
            if (lifetime.compareTo(Duration.ofMinutes(5)) > 0) {
                throw new IllegalArgumentException(
                        "strongroom.tokens.lifetime is more than 5 minutes");
            }
        }

        /// The defaults of the properties.
        public static Cache defaults() {
            return new Cache(20_000, Duration.ofMinutes(5));
        }
    }
}
