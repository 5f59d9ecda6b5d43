package io.strongroom.core.permission;

import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.VaultCollection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one principal may do in a vault.
///
/// @param applicationId when present, the policy holds only for a user who acts through this
///   application, and not for the application alone
/// @param rights on the objects of the vault
public record AccessPolicy(
        PrincipalId principal, @Nullable String applicationId, Set<Right> rights) {

    public AccessPolicy {
        EnumSet<Right> ordered = EnumSet.noneOf(Right.class);
        ordered.addAll(rights);
        if (ordered.stream().anyMatch(right -> right.collection() == null)) {
            throw new IllegalArgumentException(
                    "an access policy with a right on the control plane");
        }
        rights = Collections.unmodifiableSet(ordered);
    }

    /// The names of the rights on a collection, in Azure's order.
    public List<String> names(VaultCollection collection) {
        return rights.stream()
                .filter(right -> right.collection() == collection)
                .map(Right::policyName)
                .distinct()
                .toList();
    }

    /// Whether the other policy is about the same principal and application.
    public boolean sameSubject(AccessPolicy other) {
        return principal.equals(other.principal)
                && (applicationId == null
                        ? other.applicationId == null
                        : applicationId.equalsIgnoreCase(other.applicationId));
    }
}
