package io.strongroom.api.auth;

import io.strongroom.api.http.Requests;
import io.strongroom.core.VaultException.Unauthorized;
import java.util.Collection;

/// What a refused caller is told, in the words of the plane: Azure Key Vault's and Azure Resource
/// Manager's differ. Nothing of a parser's or a library's text goes out.
final class Refusals {
    private static final int MAX_ECHO = 200;

    private Refusals() {}

    static Unauthorized missing(Plane plane) {
        return switch (plane) {
            case DATA -> new Unauthorized("AKV10000: Request is missing a Bearer or PoP token.");
            case CONTROL ->
                    new Unauthorized(
                            "AuthenticationFailed",
                            "Authentication failed. The 'Authorization' header is missing.");
        };
    }

    static Unauthorized malformed(Plane plane) {
        return said(plane, "InvalidAuthenticationToken", "The access token is invalid.");
    }

    static Unauthorized issuer(Plane plane, String found, Collection<String> expected) {
        return switch (plane) {
            case DATA ->
                    new Unauthorized(
                            "AKV10032: Invalid issuer. Expected one of "
                                    + String.join(", ", expected)
                                    + ", found "
                                    + echo(found)
                                    + ".");
            case CONTROL ->
                    new Unauthorized(
                            "InvalidAuthenticationToken",
                            "The access token is from the wrong issuer '" + echo(found) + "'.");
        };
    }

    static Unauthorized audience(
            Plane plane, Collection<String> expected, Collection<String> found) {
        String allowed = String.join(", ", expected);
        String echoed = echo(String.join(", ", found));
        return switch (plane) {
            case DATA ->
                    new Unauthorized(
                            "AKV10022: Invalid audience. Expected "
                                    + allowed
                                    + ", found: "
                                    + echoed
                                    + ".");
            case CONTROL ->
                    new Unauthorized(
                            "InvalidAuthenticationTokenAudience",
                            "The access token has been obtained for wrong audience or resource '"
                                    + echoed
                                    + "'. It should exactly match with one of the allowed audiences '"
                                    + allowed
                                    + "'.");
        };
    }

    static Unauthorized signature(Plane plane) {
        return said(
                plane,
                "InvalidAuthenticationToken",
                "The access token's signature could not be validated.");
    }

    static Unauthorized expired(Plane plane) {
        return said(plane, "ExpiredAuthenticationToken", "The access token has expired.");
    }

    static Unauthorized noExpiry(Plane plane) {
        return said(
                plane, "InvalidAuthenticationToken", "The access token says no time of expiry.");
    }

    static Unauthorized notYetValid(Plane plane) {
        return said(plane, "InvalidAuthenticationToken", "The access token is not yet valid.");
    }

    static Unauthorized bound(Plane plane) {
        return said(
                plane,
                "InvalidAuthenticationToken",
                "The access token is bound to a key whose possession was not shown.");
    }

    static Unauthorized identity(Plane plane) {
        return said(
                plane, "InvalidAuthenticationToken", "The access token names no usable caller.");
    }

    static Unauthorized tenant(Plane plane) {
        return said(
                plane,
                "InvalidAuthenticationTokenTenant",
                "The access token is from the wrong tenant.");
    }

    private static Unauthorized said(Plane plane, String controlCode, String message) {
        return switch (plane) {
            case DATA -> new Unauthorized("Error validating token: " + message);
            case CONTROL -> new Unauthorized(controlCode, message);
        };
    }

    private static String echo(String text) {
        return Requests.printable(text, MAX_ECHO);
    }
}
