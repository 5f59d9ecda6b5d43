package io.strongroom.core.administration;

import io.strongroom.core.administration.VaultAdministration.PolicyChange;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.CertificatePermission;
import io.strongroom.core.permission.KeyPermission;
import io.strongroom.core.permission.SecretPermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Adds, replaces and removes access policies by their principals and applications.
final class AccessPolicies {
    private AccessPolicies() {}

    /// A policy that has no permission left is gone.
    static List<AccessPolicy> changed(
            List<AccessPolicy> existing, PolicyChange change, List<AccessPolicy> policies) {
        List<AccessPolicy> merged = new ArrayList<>(existing);
        for (AccessPolicy policy : policies) {
            // a PUT may have given a principal several policies: they count as one
            Optional<AccessPolicy> old =
                    merged.stream().filter(policy::sameSubject).reduce(AccessPolicies::union);
            merged.removeIf(policy::sameSubject);
            AccessPolicy now =
                    switch (change) {
                        case ADD -> old.map(o -> union(o, policy)).orElse(policy);
                        case REPLACE -> policy;
                        case REMOVE -> old.map(o -> difference(o, policy)).orElse(null);
                    };
            if (now != null && !isEmpty(now)) {
                merged.add(now);
            }
        }
        return merged;
    }

    private static boolean isEmpty(AccessPolicy policy) {
        return policy.keys().isEmpty()
                && policy.secrets().isEmpty()
                && policy.certificates().isEmpty();
    }

    private static AccessPolicy union(AccessPolicy a, AccessPolicy b) {
        return new AccessPolicy(
                a.principal(),
                a.applicationId(),
                union(a.keys(), b.keys(), KeyPermission.class),
                union(a.secrets(), b.secrets(), SecretPermission.class),
                union(a.certificates(), b.certificates(), CertificatePermission.class));
    }

    private static AccessPolicy difference(AccessPolicy a, AccessPolicy b) {
        return new AccessPolicy(
                a.principal(),
                a.applicationId(),
                difference(a.keys(), b.keys(), KeyPermission.class),
                difference(a.secrets(), b.secrets(), SecretPermission.class),
                difference(a.certificates(), b.certificates(), CertificatePermission.class));
    }

    private static <E extends Enum<E>> Set<E> union(Set<E> a, Set<E> b, Class<E> type) {
        EnumSet<E> all = EnumSet.noneOf(type);
        all.addAll(a);
        all.addAll(b);
        return all;
    }

    private static <E extends Enum<E>> Set<E> difference(Set<E> a, Set<E> b, Class<E> type) {
        EnumSet<E> rest = EnumSet.noneOf(type);
        rest.addAll(a);
        rest.removeAll(b);
        return rest;
    }
}
