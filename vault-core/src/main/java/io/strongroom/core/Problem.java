package io.strongroom.core;

import org.jspecify.annotations.Nullable;

/// Every refusal and failure that a caller can see: HTTP status, `error.code` and
/// `error.innererror.code`. Codes are those of Azure Key Vault and of Azure Resource Manager; what
/// Azure has no code for is named in the same style.
public enum Problem {
    // the token
    UNAUTHORIZED(401, "Unauthorized"),
    AUTHENTICATION_FAILED(401, "AuthenticationFailed"),
    INVALID_TOKEN(401, "InvalidAuthenticationToken"),
    INVALID_TOKEN_AUDIENCE(401, "InvalidAuthenticationTokenAudience"),
    INVALID_TOKEN_TENANT(401, "InvalidAuthenticationTokenTenant"),
    EXPIRED_TOKEN(401, "ExpiredAuthenticationToken"),

    // the right
    FORBIDDEN_BY_POLICY(403, "Forbidden", "ForbiddenByPolicy"),
    AUTHORIZATION_FAILED(403, "AuthorizationFailed"),

    // the request
    BAD_PARAMETER(400, "BadParameter"),
    BAD_REQUEST(400, "BadRequest"),
    MALFORMED_BACKUP(400, "Malformed backup blob"),
    MISSING_API_VERSION(400, "MissingApiVersionParameter"),
    INVALID_API_VERSION(400, "InvalidApiVersionParameter"),
    INVALID_FILTER(400, "InvalidFilterInQueryString"),
    INVALID_RESOURCE_GROUP(400, "InvalidResourceGroup"),
    INVALID_SUBSCRIPTION_ID(400, "InvalidSubscriptionId"),
    INVALID_TAGS(400, "InvalidTags"),
    INVALID_VAULT_NAME(400, "VaultNameNotValid"),
    LOCATION_REQUIRED(400, "LocationRequired"),
    LOCATION_NOT_AVAILABLE(400, "LocationNotAvailableForResourceType"),
    SKU_NOT_SUPPORTED(400, "SkuNotSupported"),
    FEATURE_NOT_SUPPORTED(400, "FeatureNotSupported"),
    METHOD_NOT_ALLOWED(405, "MethodNotAllowed"),
    REQUEST_TIMEOUT(408, "RequestTimeout"),
    BODY_TOO_LARGE(413, "RequestBodyTooLarge"),
    UNSUPPORTED_MEDIA_TYPE(415, "UnsupportedMediaType"),
    MISDIRECTED_REQUEST(421, "MisdirectedRequest"),
    NOT_IMPLEMENTED(501, "NotImplemented"),
    HTTP_VERSION_NOT_SUPPORTED(505, "HttpVersionNotSupported"),

    // what is asked for
    NOT_FOUND(404, "NotFound"),
    VAULT_NOT_FOUND(404, "VaultNotFound"),
    KEY_NOT_FOUND(404, "KeyNotFound"),
    RESOURCE_NOT_FOUND(404, "ResourceNotFound"),
    RESOURCE_GROUP_NOT_FOUND(404, "ResourceGroupNotFound"),
    SUBSCRIPTION_NOT_FOUND(404, "SubscriptionNotFound"),
    INVALID_RESOURCE_TYPE(404, "InvalidResourceType"),

    // its state
    KEY_DISABLED(403, "Forbidden", "KeyDisabled"),
    KEY_NOT_YET_VALID_OR_EXPIRED(403, "Forbidden", "KeyNotYetValidOrExpired"),
    KEY_OPERATION_FORBIDDEN(403, "Forbidden", "KeyOperationForbidden"),
    ALGORITHM_BLOCKED(403, "Forbidden", "AlgorithmBlocked"),
    RELEASE_FORBIDDEN(403, "Forbidden", "KeyReleaseForbidden"),
    PURGE_PROTECTED(403, "Forbidden"),
    CONFLICT(409, "Conflict"),
    OBJECT_DELETED(409, "Conflict", "ObjectIsDeletedButRecoverable"),
    CONFLICT_ERROR(409, "ConflictError"),
    VAULT_ALREADY_EXISTS(409, "VaultAlreadyExists"),
    INVALID_RESOURCE_LOCATION(409, "InvalidResourceLocation"),

    // the service
    THROTTLED(429, "Throttled"),
    TOO_MANY_FAILURES(429, "Throttled", "TooManyDecryptionFailures"),
    SERVICE_BUSY(503, "ServiceBusy"),
    SERVICE_UNAVAILABLE(503, "ServiceUnavailable"),
    INTEGRITY_VIOLATION(500, "IntegrityViolation"),
    INTERNAL_SERVER_ERROR(500, "InternalServerError");

    private final int status;
    private final String code;
    private final @Nullable String innerCode;

    Problem(int status, String code) {
        this(status, code, null);
    }

    Problem(int status, String code, @Nullable String innerCode) {
        this.status = status;
        this.code = code;
        this.innerCode = innerCode;
    }

    /// HTTP status of the answer.
    public int status() {
        return status;
    }

    /// `error.code` of the answer.
    public String code() {
        return code;
    }

    /// `error.innererror.code` of the answer; null if absent.
    public @Nullable String innerCode() {
        return innerCode;
    }

    /// The short form for the log: the inner code, else the code.
    public String signature() {
        return innerCode == null ? code : innerCode;
    }
}
