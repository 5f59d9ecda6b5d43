package io.strongroom.api.auth;

import io.strongroom.core.VaultException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/// Reads the bearer token of a request (RFC 6750 §2.1): from the `Authorization` header, never from
/// the query or the body.
public final class BearerTokens implements AuthenticationConverter {
    /// Longest token, in characters.
    static final int MAX_TOKEN = 16 * 1024;

    private static final String HEADER = "Authorization";
    private static final String SCHEME = "Bearer ";
    private final Plane plane;

    public BearerTokens(Plane plane) {
        this.plane = plane;
    }

    /// The token of a request, null if it has none.
    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        try {
            return read(header(request, plane), plane);
        } catch (VaultException refusal) {
            throw new InvalidBearerTokenException(refusal.description(), refusal);
        }
    }

    /// The `Authorization` header of a request, null if it has none.
    ///
    /// @throws VaultException 401 if it has several, of which two readers could choose different
    ///   ones
    public static @Nullable String header(HttpServletRequest request, Plane plane) {
        Enumeration<String> headers = request.getHeaders(HEADER);
        if (!headers.hasMoreElements()) {
            return null;
        }
        String only = headers.nextElement();
        if (headers.hasMoreElements()) {
            throw Refusals.ambiguous(plane);
        }
        return only;
    }

    /// The token in an `Authorization` header, null if it has none.
    static @Nullable BearerTokenAuthenticationToken read(@Nullable String header, Plane plane) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = header.substring(SCHEME.length()).strip();
        if (token.isEmpty()) {
            return null;
        }
        if (token.length() > MAX_TOKEN) {
            throw new InvalidBearerTokenException(
                    "the token is too long", Refusals.malformed(plane));
        }
        return new BearerTokenAuthenticationToken(token);
    }
}
