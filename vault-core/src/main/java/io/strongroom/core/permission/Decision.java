package io.strongroom.core.permission;

import io.strongroom.core.state.Guard;
import java.util.List;

/// Whether a caller has a right, and why.
///
/// @param because the policy or role that decided, or that the caller has neither
/// @param reliedOn what the decision was made from; when any of it changes, the decision is void
public record Decision(boolean allowed, String because, List<Guard> reliedOn) {
    public Decision {
        reliedOn = List.copyOf(reliedOn);
    }
}
