package io.strongroom.core.administration;

import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.Right;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Adds, replaces and removes access policies by their principals and applications.
final class PolicyMerge {
    private PolicyMerge() {}

    /// A policy that has no permission left is gone.
    static List<AccessPolicy> changed(
            List<AccessPolicy> existing, PolicyChange change, List<AccessPolicy> policies) {
        List<AccessPolicy> merged = new ArrayList<>(existing);
        for (AccessPolicy policy : policies) {
            // a PUT may have given a principal several policies: they count as one
            Optional<AccessPolicy> old =
                    merged.stream().filter(policy::sameSubject).reduce(PolicyMerge::union);
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
        return policy.rights().isEmpty();
    }

    private static AccessPolicy union(AccessPolicy a, AccessPolicy b) {
        Set<Right> all = EnumSet.noneOf(Right.class);
        all.addAll(a.rights());
        all.addAll(b.rights());
        return new AccessPolicy(a.principal(), a.applicationId(), all);
    }

    private static AccessPolicy difference(AccessPolicy a, AccessPolicy b) {
        Set<Right> rest = EnumSet.noneOf(Right.class);
        rest.addAll(a.rights());
        rest.removeAll(b.rights());
        return new AccessPolicy(a.principal(), a.applicationId(), rest);
    }
}
