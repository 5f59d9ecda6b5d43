package io.strongroom.core.identity;

import org.jspecify.annotations.Nullable;

/// Who calls, as the validated token says.
///
/// @param tenant the tenant whose token it is
/// @param principal object id of the user or service principal
/// @param applicationId client id of the application, null when the token names none
/// @param userName user principal name, null for an application
/// @param issuer who issued the token
public record Caller(
        TenantId tenant,
        PrincipalId principal,
        @Nullable String applicationId,
        @Nullable String userName,
        String issuer) {}
