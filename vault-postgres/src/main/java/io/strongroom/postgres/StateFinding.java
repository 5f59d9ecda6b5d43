package io.strongroom.postgres;

import io.strongroom.core.identity.TenantId;
import java.util.Map;
import java.util.TreeMap;

/// Sealed state that is not what the service stored.
///
/// @param tenant that owns it
/// @param place what is reported once in each state
/// @param reason what is wrong
/// @param details where, in a few words each
/// @param state what is stored now, so that a finding is another one when it changes
public record StateFinding(
        TenantId tenant, String place, String reason, Map<String, String> details, String state) {

    public StateFinding {
        details = Map.copyOf(details);
    }

    /// A finding whose place is all that is said of it.
    public static StateFinding of(
            TenantId tenant, String reason, Map<String, String> details, String state) {
        return new StateFinding(
                tenant, reason + " " + new TreeMap<>(details), reason, details, state);
    }
}
