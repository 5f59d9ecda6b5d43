package io.strongroom.core.permission;

import io.strongroom.core.identity.PrincipalId;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one principal may do in a vault.
///
/// @param applicationId when present, the policy holds only for the principal acting through this
///   application
public record AccessPolicy(
        PrincipalId principal,
        @Nullable String applicationId,
        Set<KeyPermission> keys,
        Set<SecretPermission> secrets,
        Set<CertificatePermission> certificates) {

    public AccessPolicy {
        keys = ordered(keys, KeyPermission.class);
        secrets = ordered(secrets, SecretPermission.class);
        certificates = ordered(certificates, CertificatePermission.class);
    }

    /// Whether the other policy is about the same principal and application.
    public boolean sameSubject(AccessPolicy other) {
        return principal.equals(other.principal)
                && (applicationId == null
                        ? other.applicationId == null
                        : applicationId.equalsIgnoreCase(other.applicationId));
    }

    private static <E extends Enum<E>> Set<E> ordered(Set<E> rights, Class<E> type) {
        EnumSet<E> copy = EnumSet.noneOf(type);
        copy.addAll(rights);
        return java.util.Collections.unmodifiableSet(copy);
    }
}
