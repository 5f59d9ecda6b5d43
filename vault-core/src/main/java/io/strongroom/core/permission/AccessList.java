package io.strongroom.core.permission;

import io.strongroom.core.identity.PrincipalId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The access policies of a vault, arranged for the question that every request asks.
public final class AccessList {
    private record Subject(PrincipalId principal, @Nullable String applicationId) {}

    private final Map<Subject, Set<KeyPermission>> keys = new HashMap<>();

    public AccessList(Collection<AccessPolicy> policies) {
        for (AccessPolicy policy : policies) {
            keys.computeIfAbsent(
                            new Subject(policy.principal(), canonical(policy.applicationId())),
                            _ -> EnumSet.noneOf(KeyPermission.class))
                    .addAll(policy.keys());
        }
    }

    /// Whether a policy gives the right to the principal, on its own or through the application.
    public boolean allows(
            PrincipalId principal, @Nullable String applicationId, KeyPermission permission) {
        return contains(new Subject(principal, null), permission)
                || (applicationId != null
                        && contains(new Subject(principal, canonical(applicationId)), permission));
    }

    private boolean contains(Subject subject, KeyPermission permission) {
        Set<KeyPermission> rights = keys.get(subject);
        return rights != null && rights.contains(permission);
    }

    private static @Nullable String canonical(@Nullable String applicationId) {
        return applicationId == null ? null : applicationId.toLowerCase(Locale.ROOT);
    }
}
