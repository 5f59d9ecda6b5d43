package io.strongroom.api.control;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Refusals of invalid requests to the control plane.
final class Invalid {
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,32}");

    private Invalid() {}

    /// A member or parameter has an invalid value.
    static VaultException value(String name) {
        return new VaultException(
                Problem.BAD_REQUEST, "An invalid value was provided for '" + name + "'.");
    }

    /// A member has a value that is not one of the possible ones.
    ///
    /// @param value repeated to the caller if it could be a misspelt one
    static VaultException value(String name, String value, Stream<String> possible) {
        String shown = WORD.matcher(value).matches() ? "value '" + value + "'" : "value";
        return new VaultException(
                Problem.BAD_REQUEST,
                "An invalid %s was provided for '%s'. Possible values are: %s."
                        .formatted(shown, name, possible.collect(Collectors.joining(", "))));
    }

    /// Requires a member or parameter.
    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw value(name);
        }
        return value;
    }
}
