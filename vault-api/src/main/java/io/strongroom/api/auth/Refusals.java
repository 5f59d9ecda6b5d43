package io.strongroom.api.auth;

import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.util.Collection;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/// The refusals of tokens, with the messages and codes of the plane: those of Azure Key Vault and
/// of Azure Resource Manager differ. No text of a parser or a library is sent to a caller.
final class Refusals {
    private static final int MAX_ECHO = 200;

    private Refusals() {}

    /// The refusal of a request that could not be authenticated.
    ///
    /// @param expected the issuers to name if the token is from another one
    static VaultException of(
            AuthenticationException failure, Plane plane, Collection<String> expected) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof VaultException refusal) {
                return refusal;
            }
        }
        return switch (failure) {
            case UnknownIssuerException unknown -> issuer(plane, unknown.issuer(), expected);
            // Spring Security sets a cause if it cannot parse the token, none if `iss` is missing
            case InvalidBearerTokenException e ->
                    e.getCause() == null ? issuer(plane, "", expected) : malformed(plane);
            default -> missing(plane);
        };
    }

    static VaultException missing(Plane plane) {
        return switch (plane) {
            case DATA ->
                    new VaultException.Challenge(
                            Problem.UNAUTHORIZED,
                            "AKV10000: Request is missing a Bearer or PoP token.");
            case CONTROL ->
                    new VaultException.Challenge(
                            Problem.AUTHENTICATION_FAILED,
                            "Authentication failed. The 'Authorization' header is missing.");
        };
    }

    static VaultException malformed(Plane plane) {
        return said(plane, Problem.INVALID_TOKEN, "The access token is invalid.");
    }

    static VaultException ambiguous(Plane plane) {
        return said(
                plane,
                Problem.INVALID_TOKEN,
                "The request has more than one 'Authorization' header.");
    }

    static VaultException issuer(Plane plane, String found, Collection<String> expected) {
        return switch (plane) {
            case DATA ->
                    new VaultException(
                            Problem.UNAUTHORIZED,
                            "AKV10032: Invalid issuer. Expected one of "
                                    + String.join(", ", expected)
                                    + ", found "
                                    + echo(found)
                                    + ".");
            case CONTROL ->
                    new VaultException(
                            Problem.INVALID_TOKEN,
                            "The access token is from the wrong issuer '" + echo(found) + "'.");
        };
    }

    static VaultException audience(
            Plane plane, Collection<String> expected, Collection<String> found) {
        String allowed = String.join(", ", expected);
        String echoed = echo(String.join(", ", found));
        return switch (plane) {
            case DATA ->
                    new VaultException(
                            Problem.UNAUTHORIZED,
                            "AKV10022: Invalid audience. Expected "
                                    + allowed
                                    + ", found: "
                                    + echoed
                                    + ".");
            case CONTROL ->
                    new VaultException(
                            Problem.INVALID_TOKEN_AUDIENCE,
                            "The access token has been obtained for wrong audience or resource '"
                                    + echoed
                                    + "'. It should exactly match with one of the allowed audiences '"
                                    + allowed
                                    + "'.");
        };
    }

    static VaultException signature(Plane plane) {
        return said(
                plane,
                Problem.INVALID_TOKEN,
                "The access token's signature could not be validated.");
    }

    static VaultException expired(Plane plane) {
        return said(plane, Problem.EXPIRED_TOKEN, "The access token has expired.");
    }

    static VaultException noExpiry(Plane plane) {
        return said(plane, Problem.INVALID_TOKEN, "The access token has no `exp` claim.");
    }

    static VaultException notYetValid(Plane plane) {
        return said(plane, Problem.INVALID_TOKEN, "The access token is not yet valid.");
    }

    static VaultException bound(Plane plane) {
        return said(
                plane,
                Problem.INVALID_TOKEN,
                "The access token is bound to a key whose possession was not shown.");
    }

    static VaultException identity(Plane plane) {
        return said(
                plane,
                Problem.INVALID_TOKEN,
                "The access token has no usable `oid` or `sub` claim.");
    }

    static VaultException tenant(Plane plane) {
        return said(
                plane, Problem.INVALID_TOKEN_TENANT, "The access token is from the wrong tenant.");
    }

    private static VaultException said(Plane plane, Problem control, String message) {
        return switch (plane) {
            case DATA ->
                    new VaultException(Problem.UNAUTHORIZED, "Error validating token: " + message);
            case CONTROL -> new VaultException(control, message);
        };
    }

    private static String echo(String text) {
        return Requests.printable(text, MAX_ECHO);
    }
}
