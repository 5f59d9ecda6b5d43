package io.strongroom.dev.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.UUID;

/// The two kinds of access tokens of Microsoft Entra ID.
enum TokenVersion {
    V1("1.0", "", "appid", "appidacr"),
    V2("2.0", "v2.0", "azp", "azpacr");

    private final String number;
    private final String path;
    private final String clientClaim;
    private final String clientProofClaim;

    TokenVersion(String number, String path, String clientClaim, String clientProofClaim) {
        this.number = number;
        this.path = path;
        this.clientClaim = clientClaim;
        this.clientProofClaim = clientProofClaim;
    }

    /// Who issues a tenant's tokens of this version: `{authority}/{tenant}/v2.0`, or
    /// `{authority}/{tenant}/` with the slash, as Entra writes it.
    String issuer(String authority, UUID tenant) {
        return authority + "/" + tenant + "/" + path;
    }

    /// Says which client asked, and that it showed its secret.
    void describe(Client client, JWTClaimsSet.Builder claims) {
        claims.claim("ver", number)
                .claim(clientClaim, client.id().toString())
                .claim(clientProofClaim, "1");
    }
}
