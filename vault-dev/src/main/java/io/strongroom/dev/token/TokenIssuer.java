package io.strongroom.dev.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;

/// Checks clients and issues their tokens, which live for an hour.
final class TokenIssuer {
    static final Duration LIFE = Duration.ofHours(1);

    private final Clients clients;
    private final SigningKey key;
    private final Clock clock;

    TokenIssuer(Clients clients, SigningKey key, Clock clock) {
        this.clients = clients;
        this.key = key;
        this.clock = clock;
    }

    /// An issued token.
    record Issued(String token, String resource, Instant from, Instant until) {
        /// Without the token.
        @Override
        public String toString() {
            return "Issued[for " + resource + " until " + until + "]";
        }
    }

    /// A token for a client of the tenant.
    ///
    /// @throws TokenRefusal when the client is unknown or its secret is wrong
    Issued issue(UUID tenant, TokenRequest request, TokenVersion version, String authority) {
        Client client =
                clients.find(request.clientId())
                        .filter(c -> c.tenant().equals(tenant))
                        .orElseThrow(() ->
                                TokenRefusal.unknownClient(request.clientId(), tenant.toString()));
        return issue(client, request, version, authority);
    }

    /// A token for a client of whatever tenant it belongs to.
    ///
    /// @throws TokenRefusal when the client is unknown or its secret is wrong
    Issued issueByClient(TokenRequest request, String authority) {
        Client client =
                clients.find(request.clientId())
                        .orElseThrow(() -> TokenRefusal.unknownClient(request.clientId(), "adfs"));
        return issue(client, request, TokenVersion.V1, authority);
    }

    private Issued issue(
            Client client, TokenRequest request, TokenVersion version, String authority) {
        requireSecret(client, request);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String issuer = version.issuer(authority, client.tenant());
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .audience(request.resource())
                        .issuer(issuer)
                        .issueTime(Date.from(now))
                        .notBeforeTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .claim("idp", issuer)
                        .claim("idtyp", "app")
                        .claim("app_displayname", client.displayName())
                        .claim("oid", client.objectId().toString())
                        .subject(client.objectId().toString())
                        .claim("tid", client.tenant().toString())
                        .claim("uti", tokenId());
        version.describe(client, claims);
        return new Issued(key.sign(claims.build()), request.resource(), now, now.plus(LIFE));
    }

    private static void requireSecret(Client client, TokenRequest request) {
        String secret = request.secret();
        if (secret == null) {
            throw TokenRefusal.noSecret();
        }
        if (!client.hasSecret(secret)) {
            throw TokenRefusal.wrongSecret(client.id().toString());
        }
    }

    private static String tokenId() {
        UUID random = UUID.randomUUID();
        byte[] bytes =
                ByteBuffer.allocate(16)
                        .putLong(random.getMostSignificantBits())
                        .putLong(random.getLeastSignificantBits())
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
