package io.strongroom.core.permission;

import io.strongroom.core.identity.Caller;

/// Rights that were granted, in a form that is evaluated for each request.
public sealed interface Grants permits AccessPolicies, TenantRoles {

    /// Decides whether the caller has the right at the scope.
    Decision decide(Caller caller, Right right, Scope scope);
}
