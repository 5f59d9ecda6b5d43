package io.strongroom.api.auth;

import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/// The token claims an issuer that is not configured.
final class UnknownIssuerException extends InvalidBearerTokenException {
    private final String issuer;

    UnknownIssuerException(String issuer) {
        super("unknown issuer");
        this.issuer = issuer;
    }

    /// As in `iss`; empty if the token has none.
    String issuer() {
        return issuer;
    }
}
