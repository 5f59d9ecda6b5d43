package io.strongroom.api.control;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import org.jspecify.annotations.Nullable;

/// Refusals of the control plane for what a request says.
final class Invalid {
    private Invalid() {}

    /// A member or parameter has a value that makes no sense.
    static VaultException value(String name) {
        return new VaultException(
                Problem.BAD_REQUEST, "An invalid value was provided for '" + name + "'.");
    }

    /// The value of a member or parameter that must be there.
    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw value(name);
        }
        return value;
    }
}
