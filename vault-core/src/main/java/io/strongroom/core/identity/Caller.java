package io.strongroom.core.identity;

import org.jspecify.annotations.Nullable;

/// The caller of an operation: a principal, as the validated token says, or the service itself.
///
/// @param tenant the tenant whose token it is
/// @param principal object id of the user or service principal
/// @param applicationId client id of the application, null when the token names none
/// @param userName user principal name, null for an application
/// @param issuer who issued the token
/// @param delegated whether the principal is a user who acts through the application; false if the
///   token does not show it. The log does not keep it
/// @param displayName for readers of the log, null when the token has none
public record Caller(
        TenantId tenant,
        PrincipalId principal,
        @Nullable String applicationId,
        @Nullable String userName,
        String issuer,
        boolean delegated,
        @Nullable DisplayName displayName) {
    private static final String SERVICE_ISSUER = "urn:strongroom:service";

    /// A caller who acts through no application, or an application that acts for itself.
    public Caller(
            TenantId tenant,
            PrincipalId principal,
            @Nullable String applicationId,
            @Nullable String userName,
            String issuer) {
        this(tenant, principal, applicationId, userName, issuer, false, null);
    }

    /// The same caller with a name for readers of the log.
    public Caller named(@Nullable DisplayName name) {
        return new Caller(tenant, principal, applicationId, userName, issuer, delegated, name);
    }

    /// The service, working for a tenant without a request. No token has this issuer: issuers are
    /// URLs.
    ///
    /// @param task what it does, such as `purge`
    public static Caller service(TenantId tenant, String task) {
        return new Caller(tenant, new PrincipalId("strongroom"), task, null, SERVICE_ISSUER);
    }
}
