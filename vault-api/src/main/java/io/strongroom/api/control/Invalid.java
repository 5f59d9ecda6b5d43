package io.strongroom.api.control;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import org.jspecify.annotations.Nullable;

/// Refusals of invalid requests to the control plane.
final class Invalid {
    private Invalid() {}

    /// A member or parameter has an invalid value.
    static VaultException value(String name) {
        return new VaultException(
                Problem.BAD_REQUEST, "An invalid value was provided for '" + name + "'.");
    }

    /// Requires a member or parameter.
    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw value(name);
        }
        return value;
    }
}
