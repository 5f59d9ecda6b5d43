package io.strongroom.dev.token;

/// A token was not issued. Codes and sentences are those of Microsoft Entra ID, as its clients show
/// them.
final class TokenRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final int code;

    private TokenRefusal(int status, String error, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.error = error;
        this.code = code;
    }

    static TokenRefusal missing(String parameter) {
        return new TokenRefusal(
                400,
                "invalid_request",
                900144,
                "The request body must contain the following parameter: '" + parameter + "'.");
    }

    static TokenRefusal repeated(String parameter) {
        return new TokenRefusal(
                400,
                "invalid_request",
                9000411,
                "The request is not properly formatted. The parameter '"
                        + parameter
                        + "' is duplicated.");
    }

    static TokenRefusal grantType(String grantType) {
        return new TokenRefusal(
                400,
                "unsupported_grant_type",
                70003,
                "The app requested an unsupported grant type '" + grantType + "'.");
    }

    static TokenRefusal unknownTenant(String tenant) {
        return new TokenRefusal(
                400,
                "invalid_request",
                90002,
                "Tenant '"
                        + tenant
                        + "' not found. Check to make sure you have the correct tenant ID and are"
                        + " signing into the correct cloud.");
    }

    static TokenRefusal unknownClient(String clientId, String directory) {
        return new TokenRefusal(
                400,
                "unauthorized_client",
                700016,
                "Application with identifier '%s' was not found in the directory '%s'."
                        .formatted(clientId, directory));
    }

    static TokenRefusal noSecret() {
        return new TokenRefusal(
                401,
                "invalid_client",
                7000218,
                "The request body must contain the following parameter: 'client_assertion' or"
                        + " 'client_secret'.");
    }

    static TokenRefusal wrongSecret(String clientId) {
        return new TokenRefusal(
                401,
                "invalid_client",
                7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is the"
                        + " client secret value, not the client secret ID, for a secret added to"
                        + " app '"
                        + clientId
                        + "'.");
    }

    static TokenRefusal scope(String scope) {
        return new TokenRefusal(
                400,
                "invalid_scope",
                1002012,
                "The provided value for scope "
                        + scope
                        + " is not valid. Client credential flows must have a scope value with"
                        + " /.default suffixed to the resource identifier (application ID URI).");
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    int code() {
        return code;
    }
}
