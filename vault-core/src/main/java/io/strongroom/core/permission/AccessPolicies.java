package io.strongroom.core.permission;

import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Guard;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The access policies of a vault. They hold for the whole vault, so the scope below it does not
/// matter.
public final class AccessPolicies implements Grants {
    private final TenantId tenant;
    private final Map<Subject, Entry> entries = new HashMap<>();
    private final Decision foreign;
    private final Decision none;

    /// @param tenant the tenant that owns the vault: its callers only have rights
    /// @param vault what a decision relies on
    public AccessPolicies(TenantId tenant, Guard vault, Collection<AccessPolicy> policies) {
        List<Guard> reliedOn = List.of(vault);
        this.tenant = tenant;
        this.foreign = new Decision(false, "the caller is from another tenant", reliedOn);
        this.none = new Decision(false, "no access policy gives the right", reliedOn);
        for (AccessPolicy policy : policies) {
            Subject subject = new Subject(policy.principal(), canonical(policy.applicationId()));
            entries.computeIfAbsent(subject, s -> Entry.of(s, reliedOn))
                    .rights()
                    .addAll(policy.rights());
        }
    }

    private record Subject(PrincipalId principal, @Nullable String applicationId) {}

    /// The rights of a subject, and the decision for each of them.
    private record Entry(Set<Right> rights, Decision allowed) {
        static Entry of(Subject subject, List<Guard> reliedOn) {
            String through =
                    subject.applicationId() == null
                            ? ""
                            : " through application " + subject.applicationId();
            String because = "the access policy of " + subject.principal() + through;
            return new Entry(EnumSet.noneOf(Right.class), new Decision(true, because, reliedOn));
        }
    }

    @Override
    public Decision decide(Caller caller, Right right, Scope scope) {
        if (!caller.tenant().equals(tenant)) {
            return foreign;
        }
        Entry own = entries.get(new Subject(caller.principal(), null));
        if (own != null && own.rights().contains(right)) {
            return own.allowed();
        }
        Entry through = through(caller);
        return through != null && through.rights().contains(right) ? through.allowed() : none;
    }

    /// Only a user acts through an application. An application that acts for itself has the rights
    /// of its own policy and no others.
    private @Nullable Entry through(Caller caller) {
        String application = caller.delegated() ? caller.applicationId() : null;
        return application == null
                ? null
                : entries.get(new Subject(caller.principal(), canonical(application)));
    }

    private static @Nullable String canonical(@Nullable String applicationId) {
        return applicationId == null ? null : applicationId.toLowerCase(Locale.ROOT);
    }
}
